// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Renames;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** Another field counts the changes of a region, or none does. */
public final class ShmRegionCounterChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.REGION), Fact.COUNTER);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.REGION).filter(pair -> pair.changed(Fact.COUNTER))
                .filter(pair -> !Renames.path(comparison, pair.was(Fact.TYPE), pair.was(Fact.COUNTER)).equals(pair.is(Fact.COUNTER)))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).inAll()
                        .values(pair.was(Fact.COUNTER), pair.is(Fact.COUNTER))
                        .says("`" + Words.orNone(pair.is(Fact.COUNTER)) + "` is the sequence counter of `" + pair.name() + "`, was `"
                                + Words.orNone(pair.was(Fact.COUNTER))
                                + "`: a reader takes half of a change for the whole, or waits for ever")
                        .instead("keep the counter; a region with another one is another region")));
    }
}
