// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The configuration space has a field more, and no feature says whether it is there. */
public final class ConfigGrewUngated extends Rule {
    /** None of its own: that a struct has another field is claimed where structs are judged. */
    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Configs.added(comparison).filter(pair -> Gates.shift(comparison, pair).gained()).forEach(pair -> found.add(finding(Severity.ERROR, pair)
                .risks(Axis.WIRE).breaks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values("", pair.is(Fact.TYPE))
                .says("`" + pair.name() + "` is new in the configuration space, and nothing that was negotiated says whether it is there: "
                        + "a newer driver reads behind what an older "
                        + "device has, and an older driver may refuse a space of another size").instead("let it depend on a new feature bit")));
    }
}
