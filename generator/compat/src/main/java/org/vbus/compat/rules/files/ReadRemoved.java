// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** A node can no longer be read. */
public final class ReadRemoved extends RemovalRule {
    public ReadRemoved() {
        super(Kind.READ, false, "a program of the older version reads it and gets EINVAL");
    }
}
