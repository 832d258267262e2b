// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.rings.Payloads;

/** An argument goes another way. */
public final class VerbArgDirectionChanged extends FactRule {
    public VerbArgDirectionChanged() {
        super(Fact.DIRECTION, Kind.ARG);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        if (Payloads.ofRing(pair.parent().orElseThrow())) {
            return;
        }
        found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll().values(was, is)
                .says("`" + pair.name() + "` is " + is + ", was " + was
                        + ": one side does not write what the other reads, or overwrites what is the other's")
                .instead("keep the direction; add a call with an argument that goes the other way"));
    }
}
