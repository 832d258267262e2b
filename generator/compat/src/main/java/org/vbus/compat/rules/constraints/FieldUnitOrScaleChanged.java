// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A number counts something else than it did. */
public final class FieldUnitOrScaleChanged extends FactRule {
    public FieldUnitOrScaleChanged() {
        super(Fact.UNIT, Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        if (was.isEmpty() || is.isEmpty()) {
            found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).values(was, is)
                    .says("`" + pair.name() + "` " + (was.isEmpty()
                            ? "is in `" + is + "`, and no unit was stated" : "no longer says that it is in `" + was + "`")
                            + ": peers that took it for something else compute with wrong numbers")
                    .instead("state the unit that peers already use"));
            return;
        }
        found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` is in `" + is + "`, was in `" + was + "`: the same bytes mean another quantity to the other side")
                .instead("keep the unit; give the new one to a new field"));
    }
}
