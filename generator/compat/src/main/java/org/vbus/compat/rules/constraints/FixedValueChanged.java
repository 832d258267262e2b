// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Severity;

/** A field that has one value has another, or only now has one, or no longer. */
public final class FixedValueChanged extends ConstraintRule {
    public FixedValueChanged() {
        super(Change.FIXED, Change.SETTLED, Change.FREED);
    }

    @Override
    void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found) {
        // a magic number is judged as such
        if (FixedValues.isMagic(comparison, pair)) {
            return;
        }
        boolean version = FixedValues.isVersion(comparison, pair);
        if (change == Change.FREED) {
            found.add(finding(Severity.WARNING, pair).breaks(Axis.BEHAVIOUR).in(Flow.ofNewValues(pair)).values(accepted.was(), accepted.is())
                    .says("`" + pair.name() + "` accepts " + words(accepted.is()) + ", was " + words(accepted.was())
                            + ": a receiver of the older version refuses all else")
                    .instead("send another value only when a new feature bit was negotiated"));
            return;
        }
        if (change == Change.SETTLED) {
            found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Hit.byOldValues(pair)).values(accepted.was(), accepted.is())
                    .says("`" + pair.name() + "` must be " + words(accepted.is()) + ", was " + words(accepted.was())
                            + ": senders of the older version rightly left something else there, and a receiver of the newer one refuses it")
                    .instead("write the value and do not check it, until a new feature bit says that the sender does"));
            return;
        }
        found.add(finding(version ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).in(Hit.byBoth(pair))
                .values(accepted.was(), accepted.is())
                .says("`" + pair.name() + "` must be " + words(accepted.is()) + ", was " + words(accepted.was())
                        + ": each side refuses what the other sends"
                        + (version ? ", as the bump of the version means it to" : ""))
                .instead("keep the value; a record with another one is another record"));
    }
}
