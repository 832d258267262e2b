// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** The number by which peers know their memory is another. */
public final class MagicChanged extends ConstraintRule {
    public MagicChanged() {
        super(Change.FIXED, Change.SETTLED, Change.FREED, Change.ZERO_ADDED, Change.ZERO_DROPPED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        if (!FixedValues.isMagic(comparison, pair)) {
            return;
        }
        boolean dropped = change == Change.FREED || change == Change.ZERO_DROPPED;
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).in(Hit.byBoth(pair)).values(accepted.was(), accepted.is())
                .says("the magic number `" + pair.name() + "` " + (dropped ? "is no longer fixed" : "is " + words(accepted.is())) + ", was "
                        + words(accepted.was()) + ": "
                        + (FixedValues.isChecked(comparison, pair)
                                ? "each side refuses the rings of the other" : "each side takes the memory of the other for something else"))
                .instead("keep the magic number and raise the version beside it; a new magic number is a new ring or record"));
    }
}
