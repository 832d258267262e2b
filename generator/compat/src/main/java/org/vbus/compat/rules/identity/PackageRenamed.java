// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A package has another name. */
public final class PackageRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.and(Claim.renamed(Kind.SPEC), Claim.facts(Set.of(Kind.SPEC), Fact.C_NAME, Fact.JAVA_NAME));
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.renamed(Kind.SPEC).forEach(pair ->
                found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.before().name(), pair.name())
                .says("package `" + pair.before().name() + "` is called `" + pair.name() + "`: its header was `"
                        + pair.was(Fact.C_NAME) + "` and is `"
                        + pair.is(Fact.C_NAME) + "`, its Java package was `" + pair.was(Fact.JAVA_NAME) + "` and is `" + pair.is(Fact.JAVA_NAME)
                        + "`, so no program that includes or imports the older one compiles")
                .instead("keep the name, or ship a header and classes under the older name that refer to the newer")));
    }
}
