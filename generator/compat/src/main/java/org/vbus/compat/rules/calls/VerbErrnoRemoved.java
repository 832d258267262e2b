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

/** A call no longer fails in a way that it could. */
public final class VerbErrnoRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.CALL, Kind.IOCTL, Kind.READ), Fact.ERRORS);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.CALL, Kind.IOCTL, Kind.READ).forEach(pair -> pair.before().all(Fact.ERRORS).stream()
                .filter(error -> !pair.after().all(Fact.ERRORS).contains(error))
                .forEach(error -> found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER).values(error, "")
                        .says("`" + pair.name() + "` no longer fails with " + error
                                + ": a newer driver is not ready for it, and an older device still answers so")
                        .instead("keep the error in the list for as long as older devices answer so"))));
    }
}
