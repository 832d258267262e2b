// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** A call answers with another kind of number, or with none. */
public final class VerbResultChanged extends FactRule {
    public VerbResultChanged() {
        super(Fact.RESULT, Kind.CALL, Kind.IOCTL);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll().values(was, is)
                .says("`" + pair.name() + "` results in " + Words.orNone(is) + ", was " + Words.orNone(was)
                        + ": a number that means something to one side is an error, or nothing, to the other")
                .instead("keep the result; add a call that has the other"));
    }
}
