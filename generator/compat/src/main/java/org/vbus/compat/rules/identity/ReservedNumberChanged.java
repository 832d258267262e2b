// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A line about something removed keeps another number or another text than before. */
public final class ReservedNumberChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.TOMBSTONE), Fact.NUMBERS, Fact.MATCHED, Fact.REMOVED_KIND);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.TOMBSTONE).forEach(pair -> {
            for (Fact fact : List.of(Fact.NUMBERS, Fact.MATCHED)) {
                if (pair.changed(fact) && !pair.was(fact).isEmpty()) {
                    found.add(finding(Severity.WARNING, pair).risks(Axis.WIRE, Axis.BEHAVIOUR).values(pair.was(fact), pair.is(fact))
                            .says("`removed " + pair.name() + "` kept " + pair.was(fact) + " and keeps "
                                    + (pair.is(fact).isEmpty() ? "nothing" : pair.is(fact))
                                    + ": what peers knew is free for something else")
                            .instead("keep what was there"));
                } else if (pair.changed(fact)) {
                    found.add(finding(Severity.NOTE, pair).values("", pair.is(fact))
                            .says("`removed " + pair.name() + "` keeps " + pair.is(fact) + " as well").instead("nothing to do"));
                }
            }
        });
    }
}
