// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A line that kept the name of something removed is gone. */
public final class ReservedNameDropped extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.TOMBSTONE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.removed(Kind.TOMBSTONE).filter(pair -> !OwnerMoved.goesOn(comparison, pair))
                .forEach(pair -> found.add(finding(Severity.WARNING, pair)
                .risks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).values(pair.before().name(), "")
                .says("`removed " + pair.before().name() + "` is gone"
                        + pair.before().get(Fact.NUMBERS).map(numbers -> ": " + numbers + " and the name are free for something else")
                                .or(() -> pair.before().get(Fact.MATCHED).map(text -> ": \"" + text + "\" and the name are free for something else"))
                                .orElse(": the name is free for something else")
                        + ", and peers that still know what was removed would take the one for the other")
                .instead("keep the line; it costs nothing")));
    }
}
