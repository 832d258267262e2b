// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.rings.Payloads;

/** A call takes or gives more than it did. */
public final class VerbArgAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.ARG);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.ARG).filter(pair -> !Payloads.ofRing(pair.parent().orElseThrow())).forEach(pair -> {
            Pair call = pair.parent().orElseThrow();
            boolean safe = !Gates.shift(comparison, pair).gained() && !call.changed(Fact.SIZE);
            Finding.Draft draft = finding(safe ? Severity.NOTE : Severity.ERROR, pair).values("", pair.is(Fact.TYPE));
            found.add((safe ? draft : draft.breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll())
                    .says("`" + pair.name() + "` is a new argument of `" + call.name() + "`: "
                    + (safe ? "no session with an older peer can have it"
                            : "the block of one side is longer than the other expects, and the newer one reads or writes what the older never gave"))
                    .instead(safe ? "nothing is to be done" : "keep the arguments; add a call that has the new one as well"));
        });
    }
}
