// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** Payload of a ring goes the other way. */
public final class QueueDirectionChanged extends FactRule {
    public QueueDirectionChanged() {
        super(Fact.DIRECTION, Kind.RING);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` carries payload " + is + ", was " + was
                        + ": both sides send and nobody receives, or the other way round")
                .instead("add a ring for the other direction, under a new feature bit"));
    }
}
