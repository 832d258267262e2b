// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A group of features has another number. */
public final class FeatureGroupIdChanged extends FactRule {
    public FeatureGroupIdChanged() {
        super(Fact.NUMBER, Kind.GROUP);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("group `" + pair.name() + "` is number " + is + ", was " + was + ": a peer of the older version asks for group " + was
                        + ", and negotiates another group's bits or none")
                .instead("keep " + was + "; another group gets a number that was never used"));
    }
}
