// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A device has another type string, or became one that has it, or has it no longer. */
public final class DeviceTypeStringChanged extends FactRule {
    public DeviceTypeStringChanged() {
        super(Fact.TYPE_STRING, Kind.DEVICE);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("device `" + pair.name() + "` " + (is.isEmpty() ? "has no type string" : "has type string \"" + is + "\"") + ", was "
                        + (was.isEmpty() ? "without one" : "\"" + was + "\"")
                        + ": drivers match on the string, so neither version's driver is probed for the other's device")
                .instead("keep the type string; what shall be found under another one is a new device"));
    }
}
