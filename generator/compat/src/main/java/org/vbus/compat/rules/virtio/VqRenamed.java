// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RenameRule;

/** A virtqueue has another name. */
public final class VqRenamed extends RenameRule {
    public VqRenamed() {
        super(Kind.QUEUE, "its index");
    }
}
