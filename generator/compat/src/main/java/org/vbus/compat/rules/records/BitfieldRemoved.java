// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A part of a word is gone. */
public final class BitfieldRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.PART);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a word of bits that became something else is judged as that
        comparison.all(Kind.PART).filter(pair -> Parts.inWords(pair) && pair.maybeBefore().filter(part -> !Parts.isFiller(part)).isPresent())
                .filter(pair -> pair.how() == How.REMOVED || pair.isMatched() && Parts.isFiller(pair.after())).forEach(pair -> removed(pair, found));
    }

    private void removed(Pair pair, Findings found) {
        Element part = pair.before();
        Element word = pair.parent().orElseThrow().after();
        String bits = Parts.bits(part);
        List<Element> users = Parts.meaning(word, part);
        if (!users.isEmpty()) {
            String whose = users.stream().map(one -> "`" + one.name() + "`").collect(Collectors.joining(", "));
            found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(bits, "")
                    .says("`" + part.name() + "` is gone, and " + bits + " of it belong to " + whose
                            + " now: each side takes the other's number for its own")
                    .instead("leave the bits unused under a name like `reserved`"));
            return;
        }
        boolean kept = !Parts.fillers(word, part).isEmpty();
        found.add(finding(kept ? Severity.WARNING : Severity.DANGER, pair).breaks(Axis.SOURCE).risks(Axis.BEHAVIOUR)
                .in(Flow.ofOldValues(pair)).values(bits, "")
                .says("`" + part.name() + "` is gone" + (kept
                        ? ", and its " + bits + " are kept unused" : ", and nothing keeps its " + bits + " from being used again")
                        + ": what a sender of the older version puts there is not heeded")
                .instead(kept ? "say since when nobody has to set it" : "leave the bits unused under a name like `reserved`"));
    }
}
