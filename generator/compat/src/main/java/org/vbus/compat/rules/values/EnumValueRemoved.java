// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A literal is gone. */
public final class EnumValueRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.LITERAL);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.removed(Kind.LITERAL).forEach(pair -> found.add(pair.before().is(Fact.LOCAL) ? local(pair) : onTheWire(pair)));
    }

    private Finding local(Pair pair) {
        return finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.was(Fact.VALUE), "")
                .says("`" + pair.name() + "` = " + pair.was(Fact.VALUE)
                        + " is gone; it was never on the wire, but programs that use it do not compile")
                .instead("keep it, and mark it `deprecated`");
    }

    private Finding onTheWire(Pair pair) {
        boolean kept = Tombstones.kept(pair).isPresent();
        String number = pair.was(Fact.VALUE);
        return finding(kept ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.SOURCE, Axis.BEHAVIOUR).in(Hit.byLoss(pair)).values(number, "")
                .says("`" + pair.name() + "` = " + number + " is gone: a peer of the older version still sends " + number
                        + ", and the newer one does not know it"
                        + (kept ? "; name and number stay taken" : ", nor does anything keep " + number + " from being used again"))
                .instead(kept ? "make sure that no released peer sends it"
                        : "keep the literal and mark it `deprecated`; once no peer sends it, leave `removed "
                        + pair.name() + " = " + number + "` behind");
    }
}
