// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** A region of shared memory is gone. */
public final class ShmRegionRemoved extends RemovalRule {
    public ShmRegionRemoved() {
        super(Kind.REGION, true, "the side that still has it sets it up or waits for it, and the other refuses or ignores it");
    }
}
