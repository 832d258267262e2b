// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A call has another number. */
public final class VerbNumberChanged extends FactRule {
    public VerbNumberChanged() {
        super(Fact.NUMBER, Kind.CALL);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` has the number " + is + ", was " + was + ": the other version takes it for another call, or for none")
                .instead("keep the number"));
    }
}
