// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.rings.Payloads;

/** An argument is of another type, or is there under another condition. */
public final class VerbArgTypeChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Payloads.CLAIMS;
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.ARG).filter(pair -> !Payloads.ofRing(pair.parent().orElseThrow())
                && !(oneNumber(pair) && Gates.same(comparison, pair))).forEach(pair ->
                Payloads.change(comparison, pair).filter(change -> !change.was().isEmpty()).ifPresent(change -> {
            found.add((change.met() ? finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                    : finding(Severity.NOTE, pair))
                    .values(change.was(), change.is()).says("`" + pair.name() + "` is " + change.is() + ", was " + change.was()
                            + (change.met() ? ": the other version reads as the one what was written as the other"
                                    : ": with a peer of the other version it is what it was"))
                    .instead(change.met() ? "keep the type; add a call that has the other" : "nothing is to be done"));
        }));
    }

    /** A number that is another number: its width, sign and order have rules of their own. */
    private static boolean oneNumber(Pair pair) {
        return !pair.was(Fact.WIDTH).isEmpty() && !pair.is(Fact.WIDTH).isEmpty() && pair.was(Fact.LENGTH).equals(pair.is(Fact.LENGTH))
                && pair.was(Fact.OTHERWISE).equals(pair.is(Fact.OTHERWISE))
                && (pair.changed(Fact.WIDTH) || pair.changed(Fact.SIGN) || pair.changed(Fact.ENDIAN));
    }
}
