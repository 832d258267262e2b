// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.RenameRule;
import org.vbus.compat.rule.ReuseRule;

/** A call has another name. */
public final class VerbRenamed extends RenameRule {
    public VerbRenamed() {
        super(Kind.CALL, "its number");
    }

    @Override
    protected boolean owns(Pair pair) {
        return !ReuseRule.reports(pair);
    }
}
