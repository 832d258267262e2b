// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Renames;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** There are more or fewer virtqueues of a kind. */
public final class VqCountChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.QUEUE), Fact.BOUND);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.QUEUE).filter(pair -> pair.changed(Fact.BOUND)
                && !Renames.number(comparison, pair.parent().orElseThrow(), pair.was(Fact.BOUND)).equals(pair.is(Fact.BOUND)))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                        .values(pair.was(Fact.BOUND), pair.is(Fact.BOUND))
                        .says("there are " + (pair.is(Fact.BOUND).isEmpty() ? "no several" : "`" + pair.is(Fact.BOUND) + "`") + " queues `"
                                + pair.name() + "`, were "
                                + (pair.was(Fact.BOUND).isEmpty() ? "no several" : "`" + pair.was(Fact.BOUND) + "`")
                                + ": one side uses queues that the other has not got, "
                                + "and what stands behind them has another index")
                        .instead("keep the number; let a new feature bit say that there are more")));
    }
}
