// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A group of features is gone. */
public final class FeatureGroupRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.GROUP);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.removed(Kind.GROUP).forEach(pair -> {
            boolean kept = Tombstones.kept(pair).isPresent();
            String number = Tombstones.numbers(pair.before()).get(0);
            found.add(finding(kept ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.SOURCE, Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER, Deployment.MIGRATION).values(number, "")
                    .says("group `" + pair.name() + "`, number " + number + ", is gone with all its bits: a driver of the older version asks for it and gets nothing, and a running guest loses what it negotiated" + (kept ? "; name and number stay taken" : ", and nothing keeps " + number + " from being used again"))
                    .instead(kept ? "make sure that no released peer uses it" : "keep it and mark it `deprecated`; once no peer uses it, leave `removed features " + pair.name() + " = " + number + "` behind"));
        });
    }
}
