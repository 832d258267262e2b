// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.GateRule;

/** A ring is there on another condition. */
public final class QueueGateChanged extends GateRule {
    public QueueGateChanged() {
        super(true, Kind.RING);
    }
}
