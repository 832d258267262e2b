// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A part of a word begins at another bit. */
public final class BitfieldPositionChanged extends FactRule {
    public BitfieldPositionChanged() {
        super(Fact.SHIFT, Kind.PART);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        // bits without a meaning move when others come or go, and those are judged
        if (Parts.isFiller(pair)) {
            return;
        }
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` begins at bit " + is + ", was at bit " + was + ": each side takes other bits of the word for it")
                .instead("leave each part where it is, and put new ones behind the last"));
    }
}
