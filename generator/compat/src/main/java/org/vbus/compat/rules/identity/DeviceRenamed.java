// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A device has another name, and what drivers match on is the same. */
public final class DeviceRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.DEVICE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.renamed(Kind.DEVICE).forEach(pair ->
                found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.before().name(), pair.name())
                .says("device `" + pair.before().name() + "` is called `" + pair.name()
                        + "`: drivers still find it, but every C symbol and Java class named after it has another name")
                .instead("keep the name; the documentation can say the better one")));
    }
}
