// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A virtio device has another device id, or became one, or is none any longer. */
public final class DeviceIdChanged extends FactRule {
    public DeviceIdChanged() {
        super(Fact.VIRTIO_ID, Kind.DEVICE);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("device `" + pair.name() + "` " + (is.isEmpty() ? "has no virtio id" : "has virtio id " + is) + ", was "
                        + (was.isEmpty() ? "without one" : was)
                        + ": drivers match on the id, so neither version's driver is bound to the other's device, or another driver is")
                .instead("keep the id; what shall be found under another one is a new device"));
    }
}
