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

/** A feature requires others than before. */
public final class FeatureDependencyChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.FEATURE), Fact.REQUIRES);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.FEATURE).filter(pair -> !pair.was(Fact.REQUIRES).isEmpty() && !pair.is(Fact.REQUIRES).isEmpty()).forEach(pair -> {
            Dependency dependency = Dependency.of(pair);
            String moved = "feature `" + pair.name() + "` requires " + dependency.after() + ", was " + dependency.before();
            if (dependency.stricter()) {
                found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).inAll().values(dependency.before(), dependency.after())
                        .says(moved + ": a set of features that an older peer offers or accepts, or a running guest has accepted, is refused")
                        .instead("leave `" + pair.name() + "` as it was; a new feature bit can have the other requirement"));
            } else if (dependency.looser()) {
                found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER)
                        .values(dependency.before(), dependency.after())
                        .says(moved + ": an older peer refuses sets of features that a newer one may offer or accept")
                        .instead("keep the requirement; a new feature bit can have the other one"));
            }
            // else the same sets satisfy both
        });
    }
}
