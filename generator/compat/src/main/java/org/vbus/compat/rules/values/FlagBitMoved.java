// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A flag is another bit. */
public final class FlagBitMoved extends FactRule {
    public FlagBitMoved() {
        super(Fact.BIT, Kind.FLAG);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll().values(was, is)
                .says("`" + pair.name() + "` is bit " + is + ", was bit " + was + ": a peer of the older version sets and tests bit "
                        + was + " for it")
                .instead("keep bit " + was + "; a new meaning gets a new flag with a bit that was never used"));
    }
}
