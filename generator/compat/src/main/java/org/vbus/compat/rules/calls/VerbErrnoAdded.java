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

/** A call may fail in a way that it could not. */
public final class VerbErrnoAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.CALL, Kind.IOCTL, Kind.READ), Fact.ERRORS);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.CALL, Kind.IOCTL, Kind.READ).forEach(pair -> pair.after().all(Fact.ERRORS).stream()
                .filter(error -> !pair.before().all(Fact.ERRORS).contains(error))
                .forEach(error -> found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER).values("", error)
                        .says("`" + pair.name() + "` may fail with " + error
                                + ", which it could not: an older driver does not know what that means here, and gives up or goes wrong")
                        .instead("answer with an error that the call always had"))));
    }
}
