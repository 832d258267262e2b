// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A type is new. */
public final class TypeAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // of an imported package: it was there, and is used for the first time
        comparison.added(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS).filter(pair -> Own.after(comparison, pair))
                .forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.name())
                .says("`" + pair.name() + "` is new; who uses it is judged there").instead("nothing to do")));
    }
}
