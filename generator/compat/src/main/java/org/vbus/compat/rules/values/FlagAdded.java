// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Reuse;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A flags word has a new flag. */
public final class FlagAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.FLAG);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a number that meant something before is told as reused
        comparison.added(Kind.FLAG).filter(pair -> Reuse.of(pair).isEmpty())
                .forEach(pair -> found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Flow.ofNewValues(pair))
                        .values("", Tombstones.numbers(pair.after()).get(0))
                .says("flag `" + pair.name() + "`, bit " + pair.is(Fact.BIT)
                        + ", is new: a receiver of the older version does not know what it asks for")
                .instead("set it only when a new feature bit was negotiated")));
    }
}
