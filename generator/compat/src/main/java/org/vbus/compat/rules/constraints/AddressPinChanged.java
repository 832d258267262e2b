// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Severity;

/** For how long memory behind an address stays is another promise. */
public final class AddressPinChanged extends FactRule {
    public AddressPinChanged() {
        super(Fact.PINNED, Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        // what became an address, or no longer is one, is judged as that
        if (pair.was(Fact.TARGET).isEmpty() || pair.is(Fact.TARGET).isEmpty()) {
            return;
        }
        boolean pinned = was.isEmpty();
        found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(pinned ? Hit.byOldValues(pair) : Flow.ofNewValues(pair))
                .values(was.isEmpty() ? "" : "pinned", is.isEmpty() ? "" : "pinned")
                .says("what `" + pair.name() + "` points to " + (pinned
                        ? "has to stay mapped while the connection lives: the older side gives it back after the call, "
                                + "and the newer one goes on using it"
                        : "need not stay mapped: the newer side gives it back after the call, and the older one goes on using it"))
                .instead("keep the promise, and give the other one to a new field or call"));
    }
}
