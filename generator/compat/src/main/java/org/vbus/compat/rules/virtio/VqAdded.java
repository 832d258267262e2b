// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.AdditionRule;
import org.vbus.compat.rule.Finding;

/** A virtqueue came that only sessions with a new feature have. */
public final class VqAdded extends AdditionRule {
    public VqAdded() {
        super(Kind.QUEUE, true);
    }

    @Override
    protected Finding judge(Pair pair) {
        return safe(pair);
    }
}
