// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.GateRule;

/** A request is there on another condition. */
public final class RequestGateChanged extends GateRule {
    public RequestGateChanged() {
        super(false, Kind.REQUEST);
    }
}
