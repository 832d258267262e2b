// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** Other fields of the header tell requests apart. */
public final class VqSelectorsChanged extends FactRule {
    public VqSelectorsChanged() {
        super(Fact.SELECTORS, Kind.QUEUE);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("requests of `" + pair.name() + "` are told apart by " + fields(is) + ", were by " + fields(was)
                        + ": one side takes a request for another")
                .instead("keep the fields; add a queue with the others behind a new feature bit"));
    }

    private static String fields(String names) {
        return names.isEmpty() ? "every field of their header" : names;
    }
}
