// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Names;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A group of features has another name, and the same number. */
public final class FeatureGroupRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.GROUP);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // under a name that is not alike the number was given to something else, which is told so
        comparison.renamed(Kind.GROUP).filter(pair -> Names.alike(pair.before(), pair.after())
                || pair.children(Kind.FEATURE).anyMatch(bit -> bit.how() == How.SAME))
                .forEach(pair -> found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE)
                .values(pair.before().name(), pair.name())
                .says("group `" + pair.before().name() + "` is called `" + pair.name()
                        + "`, with the same number: programs that use the older name do not compile")
                .instead("keep the older name; the documentation can say the better one")));
    }
}
