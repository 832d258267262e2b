// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.GateRule;

/** A call is there on another condition. */
public final class VerbGateChanged extends GateRule {
    public VerbGateChanged() {
        super(false, Kind.CALL, Kind.IOCTL);
    }
}
