// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A feature requires others and required none. */
public final class FeatureDependencyAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.FEATURE), Fact.REQUIRES);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.FEATURE).filter(pair -> pair.was(Fact.REQUIRES).isEmpty() && !pair.is(Fact.REQUIRES).isEmpty()).forEach(pair ->
                found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).inAll().values("", pair.is(Fact.REQUIRES))
                        .says("feature `" + pair.name() + "` requires " + pair.is(Fact.REQUIRES)
                                + " and required nothing: what an older driver accepts, or a running guest has accepted, "
                                + "without it is refused, and a newer driver does not accept what an older device offers without it")
                        .instead("leave `" + pair.name() + "` as it was; a new feature bit can have the requirement")));
    }
}
