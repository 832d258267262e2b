// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A part of a word has more or fewer bits. */
public final class BitfieldWidthChanged extends FactRule {
    public BitfieldWidthChanged() {
        super(Fact.BITS, Kind.PART);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        // bits without a meaning become fewer when others come, and those are judged
        if (Parts.isFiller(pair)) {
            return;
        }
        boolean wider = Long.parseLong(is) > Long.parseLong(was);
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` has " + is + " bits, was " + was + ": the " + (wider ? "older" : "newer")
                        + " side cuts off the upper bits of a large number, and the "
                        + (wider ? "newer" : "older") + " one takes bits for it that the other means otherwise")
                .instead("keep the width; give the larger number to a part of its own"));
    }
}
