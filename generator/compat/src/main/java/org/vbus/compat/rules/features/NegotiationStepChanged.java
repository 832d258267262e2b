// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A group of features is negotiated by another call. */
public final class NegotiationStepChanged extends FactRule {
    public NegotiationStepChanged() {
        super(Fact.VIA, Kind.GROUP);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        // the same call under another name is no other step
        if (pair.parent().stream().flatMap(device -> device.children(Kind.CALL))
                .anyMatch(call -> call.isMatched() && call.before().name().equals(was) && call.name().equals(is))) {
            return;
        }
        found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values(was, is)
                .says("group `" + pair.name() + "` is negotiated by " + step(is) + ", was by " + step(was)
                        + ": each side waits for a step that the other never takes")
                .instead("keep the step; a new group can be negotiated another way"));
    }

    private static String step(String call) {
        return call.isEmpty() ? "the bus" : "call `" + call + "`";
    }
}
