// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Severity;

/** An array may be longer. */
public final class ArrayBoundRaised extends ConstraintRule {
    public ArrayBoundRaised() {
        super(Change.BOUND_RAISED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Flow.ofNewValues(pair)).values(accepted.was(), accepted.is())
                .says("`" + pair.name() + "` counts up to " + accepted.newMost().orElseThrow() + " elements, was " + accepted.oldMost().orElseThrow()
                        + ": a receiver of the older version refuses a longer array, or has no room for it")
                .instead("keep the bound, and allow more only when a new feature bit or a negotiated limit says so"));
    }
}
