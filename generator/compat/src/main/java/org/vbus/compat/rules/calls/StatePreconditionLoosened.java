// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A call need not wait for a step any more. */
public final class StatePreconditionLoosened extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.CALL, Kind.IOCTL, Kind.READ), Fact.AFTER);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // the order in which steps are listed says nothing
        comparison.matched(Kind.CALL, Kind.IOCTL, Kind.READ).filter(pair -> pair.changed(Fact.AFTER))
                .forEach(pair -> Steps.dropped(pair).forEach(step -> found.add(
                finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER).values(step, "")
                        .says("`" + pair.name() + "` no longer waits for `" + step
                                + "`: a newer driver may do it earlier, and an older device refuses")
                        .instead("keep the order in drivers until no older device is left"))));
    }
}
