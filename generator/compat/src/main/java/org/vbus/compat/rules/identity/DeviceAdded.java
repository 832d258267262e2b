// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A device is new. */
public final class DeviceAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.DEVICE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // of an imported package: it was there, and is used for the first time
        comparison.added(Kind.DEVICE).filter(pair -> Own.after(comparison, pair))
                .forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.name())
                .says("device `" + pair.name() + "` is new; drivers of the older version do not match it").instead("nothing to do")));
    }
}
