// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** A virtqueue is gone. */
public final class VqRemoved extends RemovalRule {
    public VqRemoved() {
        super(Kind.QUEUE, true, "the older side sets it up or waits for it, and what follows it may have moved");
    }
}
