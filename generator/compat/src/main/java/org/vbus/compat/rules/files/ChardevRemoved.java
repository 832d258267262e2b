// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** A node is gone. */
public final class ChardevRemoved extends RemovalRule {
    public ChardevRemoved() {
        super(Kind.CHARDEV, false, "a program of the older version opens it and gets ENOENT");
    }
}
