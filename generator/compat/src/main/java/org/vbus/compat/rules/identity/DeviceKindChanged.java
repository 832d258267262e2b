// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A device became abstract, or is no longer so. */
public final class DeviceKindChanged extends FactRule {
    public DeviceKindChanged() {
        super(Fact.ABSTRACT, Kind.DEVICE);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        boolean gone = !is.isEmpty();
        found.add(finding(gone ? Severity.ERROR : Severity.WARNING, pair).breaks(Axis.BEHAVIOUR).risks(Axis.SOURCE)
                .in(gone ? Set.of(Deployment.values()) : Set.of(Deployment.NEW_DRIVER))
                .values(gone ? "a device" : "abstract", gone ? "abstract" : "a device")
                .says(gone ? "`" + pair.name() + "` is abstract and was a device: nobody offers it any longer, "
                        + "and drivers of the older version find none"
                        : "`" + pair.name() + "` is a device and was abstract: nobody of the older version offers it, "
                                + "so a driver of the newer finds none there")
                .instead(gone ? "keep it a device, and declare what is abstract beside it"
                        : "declare the device under a name of its own, and keep the abstract one"));
    }
}
