// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** An array may not be as long as it was. */
public final class ArrayBoundLowered extends ConstraintRule {
    public ArrayBoundLowered() {
        super(Change.BOUND_LOWERED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Hit.byOldValues(pair)).values(accepted.was(), accepted.is())
                .says("`" + pair.name() + "` counts up to " + accepted.newMost().orElseThrow() + " elements, was " + accepted.oldMost().orElseThrow()
                        + ": a receiver of the newer version refuses arrays that a sender of the older one rightly sends")
                .instead("accept arrays as long as before, and ask senders for shorter ones with a negotiated limit"));
    }
}
