// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A literal has another number. */
public final class EnumValueChanged extends FactRule {
    public EnumValueChanged() {
        super(Fact.VALUE, Kind.LITERAL);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        // what is not on the wire is told as a sentinel, and what came to or left the wire as that
        if (pair.before().is(Fact.LOCAL) || pair.after().is(Fact.LOCAL)) {
            return;
        }
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll().values(was, is)
                .says("`" + pair.name() + "` is " + is + ", was " + was + ": a peer of the older version sends " + was + " for it and takes " + is
                        + " for something else, or for nothing")
                .instead("keep " + was + "; a new meaning gets a new literal with a number that was never used"));
    }
}
