// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** A ring is gone. */
public final class QueueRemoved extends RemovalRule {
    public QueueRemoved() {
        super(Kind.RING, true, "the side that still has it sets it up or waits for it, and the other refuses or ignores it");
    }
}
