// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.GateRule;

/** A region is there on another condition. */
public final class ShmRegionGateChanged extends GateRule {
    public ShmRegionGateChanged() {
        super(true, Kind.REGION);
    }
}
