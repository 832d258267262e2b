// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A name, and a number where there is one, stays taken from now on. */
public final class ReservedNameAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.TOMBSTONE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.TOMBSTONE).filter(pair -> !OwnerMoved.wasThere(comparison, pair))
                .forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.name())
                .says("`removed " + pair.name() + "` keeps the name"
                        + pair.after().get(Fact.NUMBERS).map(numbers -> " and " + numbers)
                        .or(() -> pair.after().get(Fact.MATCHED).map(text -> " and \"" + text + "\"")).orElse("")
                        + " from being given to something else")
                .instead("nothing to do")));
    }
}
