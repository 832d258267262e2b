// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A receiver refuses what it accepted. */
public final class ConstraintTightened extends ConstraintRule {
    public ConstraintTightened() {
        super(Change.TIGHTENED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Hit.byOldValues(pair)).values(accepted.was(), accepted.is())
                .says("`" + pair.name() + "` accepts " + words(accepted.is()) + ", was " + words(accepted.was())
                        + ": a receiver of the newer version refuses values that a sender of the older one rightly sends")
                .instead("accept what was accepted, and make the new limit the sender's alone or one of a new feature bit"));
    }
}
