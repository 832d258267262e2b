// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.GateRule;

/** A virtqueue is there on another condition. */
public final class VqGateChanged extends GateRule {
    public VqGateChanged() {
        super(true, Kind.QUEUE);
    }
}
