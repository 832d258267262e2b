// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** An attribute is gone. */
public final class SysfsAttrRemoved extends RemovalRule {
    public SysfsAttrRemoved() {
        super(Kind.ATTRIBUTE, false, "scripts that read or write the file do not find it");
    }
}
