// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Severity;

/** An enum became open, or closed. */
public final class EnumOpennessChanged extends FactRule {
    public EnumOpennessChanged() {
        super(Fact.OPEN, Kind.ENUM);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        boolean open = !is.isEmpty();
        found.add(finding(open ? Severity.WARNING : Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).risks(Axis.SOURCE)
                .in(open ? Flow.ofNewValues(pair) : Hit.byLoss(pair)).values(open ? "closed" : "open", open ? "open" : "closed")
                .says(open ? "`" + pair.name() + "` is open and was closed: a sender of the newer version may use numbers that a receiver "
                        + "of the older one refuses"
                        : "`" + pair.name() + "` is closed and was open: a receiver of the newer version refuses numbers that a sender of "
                                + "the older one may use")
                .instead(open ? "send what the older version does not know only when a new feature bit was negotiated"
                        : "keep it open, or check for the known numbers where they are used"));
    }
}
