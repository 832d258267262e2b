// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

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

/** A feature requires nothing and required others. */
public final class FeatureDependencyDropped extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.FEATURE), Fact.REQUIRES);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.FEATURE).filter(pair -> !pair.was(Fact.REQUIRES).isEmpty() && pair.is(Fact.REQUIRES).isEmpty()).forEach(pair ->
                found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER)
                        .values(pair.was(Fact.REQUIRES), "")
                        .says("feature `" + pair.name() + "` requires nothing and required " + pair.was(Fact.REQUIRES)
                                + ": an older peer refuses it alone, which a newer one may offer or accept")
                        .instead("keep the requirement; a new feature bit can do without")));
    }
}
