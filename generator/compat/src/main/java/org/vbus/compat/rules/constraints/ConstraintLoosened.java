// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Severity;

/** A receiver accepts what it refused. */
public final class ConstraintLoosened extends ConstraintRule {
    public ConstraintLoosened() {
        super(Change.LOOSENED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        found.add(finding(Severity.WARNING, pair).breaks(Axis.BEHAVIOUR).in(Flow.ofNewValues(pair)).values(accepted.was(), accepted.is())
                .says("`" + pair.name() + "` accepts " + words(accepted.is()) + ", was " + words(accepted.was())
                        + ": a receiver of the older version refuses the values that were added")
                .instead("send the values that were added only when a new feature bit was negotiated"));
    }
}
