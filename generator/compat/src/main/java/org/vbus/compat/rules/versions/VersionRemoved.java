// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

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

/** A version number is gone: nobody can tell the older peers from the newer any more. */
public final class VersionRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.VERSION);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.removed(Kind.VERSION).forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.SOURCE, Axis.BEHAVIOUR)
                .in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values(pair.was(Fact.VALUE), "")
                .says("`" + pair.name() + "` is gone; what it covered (" + pair.was(Fact.COVERS) + ") can change without that a peer sees it")
                .instead("keep the number, and the step in which peers compare it")));
    }
}
