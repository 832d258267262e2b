// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.RenameRule;
import org.vbus.compat.rule.ReuseRule;

/** A request has another name. */
public final class RequestRenamed extends RenameRule {
    public RequestRenamed() {
        super(Kind.REQUEST, "its numbers");
    }

    @Override
    protected boolean owns(Pair pair) {
        return !ReuseRule.reports(pair);
    }
}
