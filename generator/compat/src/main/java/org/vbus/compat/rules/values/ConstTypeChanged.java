// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A constant is of another type. */
public final class ConstTypeChanged extends FactRule {
    public ConstTypeChanged() {
        super(Fact.TYPE, Kind.CONST);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.WARNING, pair).risks(Axis.SOURCE).values(was, is)
                .says("constant `" + pair.name() + "` is " + (is.isEmpty() ? "of no declared type" : is) + ", was "
                        + (was.isEmpty() ? "of none" : was)
                        + ": what programs compute with it has another width or sign")
                .instead("keep the type; declare a constant of the other type beside it"));
    }
}
