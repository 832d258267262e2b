// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** What could be anything has to be zero. */
public final class MustBeZeroAdded extends ConstraintRule {
    public MustBeZeroAdded() {
        super(Change.ZERO_ADDED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        // a magic number is judged as such
        if (FixedValues.isMagic(comparison, pair)) {
            return;
        }
        found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Hit.byOldValues(pair)).values(accepted.was(), accepted.is())
                .says("`" + pair.name() + "` must be zero, was " + words(accepted.was())
                        + ": senders of the older version left something there, and a receiver of the newer one refuses it")
                .instead("write zero and do not check it, until a new feature bit says that the sender does"));
    }
}
