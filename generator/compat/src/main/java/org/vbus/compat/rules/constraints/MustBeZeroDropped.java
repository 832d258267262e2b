// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Severity;

/** What had to be zero may be something else. */
public final class MustBeZeroDropped extends ConstraintRule {
    public MustBeZeroDropped() {
        super(Change.ZERO_DROPPED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        // a magic number is judged as such
        if (FixedValues.isMagic(comparison, pair)) {
            return;
        }
        found.add(finding(Severity.NOTE, pair).risks(Axis.BEHAVIOUR).in(Flow.ofNewValues(pair)).values(accepted.was(), accepted.is())
                .says("`" + pair.name() + "` accepts " + words(accepted.is())
                        + " and had to be zero: a receiver of the older version refuses anything else")
                .instead("send anything but zero only when a new feature bit was negotiated"));
    }
}
