// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A feature is another bit. */
public final class FeatureBitMoved extends FactRule {
    public FeatureBitMoved() {
        super(Fact.BIT, Kind.FEATURE);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll().values(was, is)
                .says("feature `" + pair.name() + "` is bit " + is + ", was bit " + was + ": one side accepts bit " + was
                        + " and the other takes it for another feature, or for none")
                .instead("keep bit " + was + "; another feature gets a bit that was never used"));
    }
}
