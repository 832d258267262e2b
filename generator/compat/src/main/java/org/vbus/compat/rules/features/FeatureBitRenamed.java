// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Names;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A feature has another name, and is the same bit. */
public final class FeatureBitRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.FEATURE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // under a name that is not alike the number was given to something else, which is told so
        comparison.renamed(Kind.FEATURE).filter(pair -> Names.alike(pair.before(), pair.after()))
                .forEach(pair -> found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE)
                .values(pair.before().name(), pair.name())
                .says("feature `" + pair.before().name() + "` is called `" + pair.name() + "`, with the same number; its C symbol was `"
                        + pair.was(Fact.C_NAME) + "` and is `" + pair.is(Fact.C_NAME) + "`: programs that use the older name do not compile")
                .instead("keep the older name; the documentation can say the better one")));
    }
}
