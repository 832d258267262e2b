// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RenameRule;

/** A ring has another name. */
public final class QueueRenamed extends RenameRule {
    public QueueRenamed() {
        super(Kind.RING, "its id");
    }
}
