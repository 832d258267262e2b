// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.AdditionRule;
import org.vbus.compat.rule.Finding;

/** A ring came that only sessions with a new feature have. */
public final class QueueAdded extends AdditionRule {
    public QueueAdded() {
        super(Kind.RING, true);
    }

    @Override
    protected Finding judge(Pair pair) {
        return safe(pair);
    }
}
