// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** An ioctl is gone. */
public final class IoctlRemoved extends RemovalRule {
    public IoctlRemoved() {
        super(Kind.IOCTL, false, "a program of the older version asks for it and gets ENOTTY");
    }
}
