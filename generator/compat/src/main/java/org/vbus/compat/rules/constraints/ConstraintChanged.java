// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A receiver refuses some of what it accepted and accepts some of what it refused, or nobody can tell. */
public final class ConstraintChanged extends ConstraintRule {
    public ConstraintChanged() {
        super(Change.MIXED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Hit.byBoth(pair)).values(accepted.was(), accepted.is())
                .says("`" + pair.name() + "` accepts " + words(accepted.is()) + ", was " + words(accepted.was())
                        + ": each side may refuse what the other sends")
                .instead("keep what was accepted; what is to be accepted as well belongs behind a new feature bit"));
    }
}
