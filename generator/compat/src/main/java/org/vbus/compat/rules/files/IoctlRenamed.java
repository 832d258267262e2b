// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.RenameRule;
import org.vbus.compat.rule.ReuseRule;

/** An ioctl has another name. */
public final class IoctlRenamed extends RenameRule {
    public IoctlRenamed() {
        super(Kind.IOCTL, "its number");
    }

    @Override
    protected boolean owns(Pair pair) {
        return !ReuseRule.reports(pair);
    }
}
