// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Renames;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** A number that virtqueues are counted by is reckoned otherwise. */
public final class LetChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        // names of lets are not on the wire: who uses one that came or went has another number himself
        return Claim.and(Claim.facts(List.of(Kind.LET), Fact.VALUE, Fact.GATE, Fact.OTHERWISE), Claim.added(Kind.LET), Claim.removed(Kind.LET),
                Claim.renamed(Kind.LET));
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.LET).forEach(pair -> {
            Pair device = pair.parent().orElseThrow();
            boolean value = other(comparison, device, pair, Fact.VALUE);
            boolean otherwise = other(comparison, device, pair, Fact.OTHERWISE);
            boolean gate = pair.changed(Fact.GATE) && !Gates.same(comparison, pair);
            if (!value && !otherwise && !gate) {
                return;
            }
            String was = text(pair.before());
            String is = text(pair.after());
            Gates.Shift shift = Gates.shift(comparison, pair);
            boolean met = value || shift.gained() || shift.lost() || otherwise && !pair.was(Fact.OTHERWISE).isEmpty()
                    && !pair.is(Fact.OTHERWISE).isEmpty();
            found.add((met ? finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll() : finding(Severity.NOTE, pair)).values(was, is)
                    .says("`" + pair.name() + "` is " + is + ", was " + was
                            + (met ? ": queues that are counted by it are others for one side than for the other"
                            : ": between an older peer and a newer one it comes to the same"))
                    .instead(met ? "keep it; reckon with a new feature bit what is new" : "nothing is to be done"));
        });
    }

    private static boolean other(Comparison comparison, Pair device, Pair pair, Fact fact) {
        return pair.changed(fact) && !Renames.number(comparison, device, pair.was(fact)).equals(pair.is(fact));
    }

    private static String text(Element let) {
        return Words.shortened("`" + let.get(Fact.VALUE).orElse("")
                + let.get(Fact.GATE).map(gate -> " if " + gate + " else " + let.get(Fact.OTHERWISE).orElse("")).orElse("") + "`");
    }
}
