// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A flag is gone. */
public final class FlagRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.FLAG);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.removed(Kind.FLAG).forEach(pair -> {
            boolean kept = Tombstones.kept(pair).isPresent();
            String number = Tombstones.numbers(pair.before()).get(0);
            found.add(finding(kept ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.SOURCE, Axis.BEHAVIOUR).in(Hit.byLoss(pair))
                    .values(number, "")
                    .says("flag `" + pair.name() + "`, bit " + number
                            + ", is gone: a peer of the older version still sets it, and the newer one does not know it"
                            + (kept ? "; name and number stay taken" : ", and nothing keeps " + number + " from being used again"))
                    .instead(kept ? "make sure that no released peer uses it"
                            : "keep it and mark it `deprecated`; once no peer uses it, leave `removed " + pair.name() + " = " + number + "` behind"));
        });
    }
}
