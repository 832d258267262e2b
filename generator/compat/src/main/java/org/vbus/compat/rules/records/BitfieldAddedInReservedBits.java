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

/** A word has a new part. */
public final class BitfieldAddedInReservedBits extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.PART);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a number that became a word of bits has another type, which is judged at the number
        comparison.all(Kind.PART).filter(pair -> Parts.inWords(pair) && pair.maybeAfter().filter(part -> !Parts.isFiller(part)).isPresent())
                .filter(pair -> pair.how() == How.ADDED || pair.isMatched() && Parts.isFiller(pair.before())).forEach(pair -> added(pair, found));
    }

    private void added(Pair pair, Findings found) {
        Pair word = pair.parent().orElseThrow();
        Element part = pair.after();
        String bits = Parts.bits(part);
        List<Element> taken = Parts.meaning(word.before(), part);
        if (!taken.isEmpty()) {
            String whose = taken.stream().map(one -> "`" + one.name() + "`").collect(Collectors.joining(", "));
            found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values("", bits)
                    .says("`" + pair.name() + "` takes " + bits + ", which were those of " + whose
                            + ": each side takes the other's number for its own")
                    .instead("leave bits that had a meaning alone, and put the new part behind the last"));
            return;
        }
        List<Element> fillers = Parts.fillers(word.before(), part);
        if (!fillers.isEmpty() && fillers.stream().allMatch(filler -> Parts.isZero(word, filler))
                && Parts.low(fillers.get(0)) <= Parts.low(part) && Parts.high(fillers.get(fillers.size() - 1)) >= Parts.high(part)) {
            found.add(finding(Severity.NOTE, pair).risks(Axis.BEHAVIOUR).in(Flow.ofNewValues(pair)).values("", bits)
                    .says("`" + pair.name() + "` takes " + bits
                            + ", which had to be zero: a receiver of the older version refuses anything else there")
                    .instead("set it only when a new feature bit was negotiated"));
            return;
        }
        found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Flow.ofOldValues(pair)).values("", bits)
                .says("`" + pair.name() + "` takes " + bits
                        + ", which nobody had to clear: a sender of the older version may have left anything there")
                .instead("read it only when a new feature bit was negotiated; "
                        + "bits that are kept for later need a condition that they are zero from the beginning"));
    }
}
