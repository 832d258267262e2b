// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A constant is new. */
public final class ConstAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.CONST);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.CONST)
                .forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.is(Fact.VALUE))
                        .says("constant `" + pair.name() + "` = " + pair.is(Fact.VALUE) + " is new").instead("nothing to do")));
    }
}
