// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** A region of shared memory came. */
public final class ShmRegionAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.REGION);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.REGION).forEach(pair -> {
            boolean met = Gates.shift(comparison, pair).gained();
            Finding.Draft draft = finding(met ? Severity.ERROR : Severity.NOTE, pair).values("", pair.name());
            found.add(met ? draft.breaks(Axis.BEHAVIOUR).risks(Axis.WIRE).inAll()
                    .says("`" + pair.name() + "` is new, and nothing that was negotiated says whether it is there: "
                    + "the older side refuses or never sets up memory that the newer one works with").instead("let it depend on a new feature bit")
                    : draft.says("`" + pair.name() + "` is new; it is there once `" + Words.shortened(pair.is(Fact.GATE))
                            + "` holds, which no session with an older peer can")
                            .instead("nothing is to be done"));
        });
    }
}
