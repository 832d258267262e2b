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

/** A group of features is new. */
public final class FeatureGroupAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.GROUP);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a number that meant something before is told as reused
        comparison.added(Kind.GROUP).filter(pair -> Reuse.of(pair).isEmpty())
                .forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", Tombstones.numbers(pair.after()).get(0))
                .says("group `" + pair.name() + "`, number " + pair.is(Fact.NUMBER) + ", is new: a peer of the older version does not ask for it")
                .instead("nothing to do")));
    }
}
