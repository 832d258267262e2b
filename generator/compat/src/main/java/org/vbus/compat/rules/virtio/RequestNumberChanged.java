// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A request has another number. */
public final class RequestNumberChanged extends FactRule {
    public RequestNumberChanged() {
        super(Fact.NUMBERS, Kind.REQUEST);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` has the numbers " + is + ", were " + was
                        + ": the other version takes it for another request, or for none")
                .instead("keep the numbers"));
    }
}
