// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A ring has another id. */
public final class QueueIndexChanged extends FactRule {
    public QueueIndexChanged() {
        super(Fact.NUMBER, Kind.RING);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` has the id " + is + ", was " + was
                        + ": one side sets up memory under an id that the other takes for nothing, or for something else")
                .instead("keep the id"));
    }
}
