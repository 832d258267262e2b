// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A number has another byte order. */
public final class FieldEndianChanged extends FactRule {
    public FieldEndianChanged() {
        super(Fact.ENDIAN, Kind.FIELD, Kind.ARM, Kind.ARG);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        // one byte has no order, and what became one is another width
        if (was.equals("none") || is.equals("none") || was.isEmpty() || is.isEmpty()) {
            return;
        }
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll().values(was, is)
                .says("`" + pair.name() + "` is " + is + "-endian, was " + was
                        + "-endian: one side reads the other's bytes swapped wherever the two orders differ")
                .instead("keep the order; give the new one to a new field, or to a new struct under a feature bit"));
    }
}
