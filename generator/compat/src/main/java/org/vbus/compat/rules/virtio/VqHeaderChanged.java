// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** Requests begin with another struct. */
public final class VqHeaderChanged extends FactRule {
    public VqHeaderChanged() {
        super(Fact.HEADER, Kind.QUEUE);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("requests of `" + pair.name() + "` begin with " + Words.orNone(is)
                + ", was " + Words.orNone(was) + ": no request of the other version is understood")
        .instead("keep the header; add a queue with the other one behind a new feature bit"));
    }
}
