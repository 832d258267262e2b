// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** There is a new version number. What asks for it, as a device's open, says so itself. */
public final class VersionAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.VERSION);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.VERSION).forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.is(Fact.VALUE))
                .says("`" + pair.name() + "` = " + pair.is(Fact.VALUE) + " is new").instead("nothing needs to be done")));
    }
}
