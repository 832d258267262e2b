// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RenameRule;

/** The declaration of a node has another name. */
public final class ChardevRenamed extends RenameRule {
    public ChardevRenamed() {
        super(Kind.CHARDEV, "the name of its node");
    }
}
