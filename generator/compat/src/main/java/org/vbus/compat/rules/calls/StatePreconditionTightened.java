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

/** A call must wait for a step that it needed not wait for. */
public final class StatePreconditionTightened extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.CALL, Kind.IOCTL, Kind.READ), Fact.AFTER);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // the order in which steps are listed says nothing
        comparison.matched(Kind.CALL, Kind.IOCTL, Kind.READ).filter(pair -> pair.changed(Fact.AFTER))
                .forEach(pair -> Steps.added(pair).forEach(step -> found.add(
                finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER, Deployment.MIGRATION).values("", step)
                        .says("`" + pair.name() + "` comes only after `" + step
                                + "`, which it did not: an older driver that does it earlier is refused")
                        .instead("take it at any time, as before"))));
    }
}
