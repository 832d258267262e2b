// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Reuse;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A feature is new. */
public final class FeatureBitAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.FEATURE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a number that meant something before is told as reused
        comparison.added(Kind.FEATURE).filter(pair -> Reuse.of(pair).isEmpty())
                .forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", Tombstones.numbers(pair.after()).get(0))
                .says("feature `" + pair.name() + "`, bit " + pair.is(Fact.BIT)
                        + ", is new: a peer of the older version neither offers nor accepts it").instead("nothing to do")));
    }
}
