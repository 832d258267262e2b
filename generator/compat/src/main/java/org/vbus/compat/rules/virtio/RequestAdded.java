// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** A request came. */
public final class RequestAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.REQUEST);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.REQUEST).forEach(pair -> {
            boolean met = Gates.shift(comparison, pair).gained();
            found.add(met ? finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER).values("", pair.is(Fact.NUMBERS))
                    .says("`" + pair.name() + "` is new, and nothing that was negotiated says whether the device knows it: "
                            + "an older one answers with an error, or not at all")
                    .instead("let it depend on a new feature bit")
                    : finding(Severity.NOTE, pair).values("", pair.is(Fact.NUMBERS))
                    .says("`" + pair.name() + "` is new; it is there once `" + Words.shortened(pair.is(Fact.GATE))
                            + "` holds, which no session with an older peer can").instead("nothing is to be done"));
        });
    }
}
