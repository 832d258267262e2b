// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** A rule about the condition on which something is there. */
public abstract class GateRule extends Rule {
    private final boolean shared;
    private final Kind[] kinds;

    /**
     * @param shared both sides must agree that it is there, as with memory; else only who asks for it meets one who does not know it
     */
    protected GateRule(boolean shared, Kind... kinds) {
        this.shared = shared;
        this.kinds = kinds.clone();
    }

    @Override
    public final Set<Claim> claims() {
        return Claim.facts(List.of(kinds), Fact.GATE);
    }

    /** Whether it is this rule's. */
    protected boolean owns(Pair pair) {
        return true;
    }

    /** With the groups of its bits: the same name may be in two. */
    private static String named(String gate) {
        return gate.isEmpty() ? "none" : gate;
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.changed(kinds).filter(pair -> pair.changed(Fact.GATE) && owns(pair) && !Gates.same(comparison, pair)).forEach(pair -> {
            Gates.Shift shift = Gates.shift(comparison, pair);
            String was = named(pair.was(Fact.GATE));
            String is = named(pair.is(Fact.GATE));
            Finding.Draft draft = finding(shift.none() ? Severity.NOTE : Severity.ERROR, pair).values(pair.was(Fact.GATE), pair.is(Fact.GATE));
            if (shift.none()) {
                found.add(draft.says("`" + pair.name() + "` has the condition `" + is + "`, was `" + was
                        + "`: between an older peer and a newer one it comes to the same")
                        .instead("nothing is to be done"));
                return;
            }
            draft.breaks(Axis.BEHAVIOUR);
            if (shift.lost() || shared) {
                draft.in(Deployment.OLD_DRIVER, Deployment.MIGRATION);
            }
            if (shift.gained() || shared) {
                draft.in(Deployment.NEW_DRIVER);
            }
            found.add(draft.says("`" + pair.name() + "` has the condition `" + is + "`, was `" + was + "`: "
                    + (shift.lost() ? "an older driver uses it where the newer device has not got it" : "")
                    + (shift.lost() && shift.gained() ? ", and " : "")
                    + (shift.gained() ? "a newer driver uses it where the older device has not got it" : ""))
                    .instead("keep the condition; give what depends on a new feature a name and a number of its own"));
        });
    }
}
