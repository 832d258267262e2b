// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** Payload of a virtqueue goes the other way. */
public final class VqDirectionChanged extends FactRule {
    public VqDirectionChanged() {
        super(Fact.DIRECTION, Kind.QUEUE);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` carries payload " + is + ", was " + was
                        + ": one side offers buffers to write where the other expects buffers to read")
                .instead("add a queue for the other direction, under a new feature bit"));
    }
}
