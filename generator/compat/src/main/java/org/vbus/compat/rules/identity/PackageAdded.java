// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A package is new. */
public final class PackageAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.SPEC);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.SPEC).forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.name())
                .says("package `" + pair.name() + "` is new; nobody of the older version uses it").instead("nothing to do")));
    }
}
