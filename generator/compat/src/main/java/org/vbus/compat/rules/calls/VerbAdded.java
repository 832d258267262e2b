// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.Set;
import java.util.TreeSet;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A call came. */
public final class VerbAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.CALL);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.CALL).forEach(pair -> {
            boolean met = Gates.shift(comparison, pair).gained();
            Set<String> blind = met ? needing(pair) : Set.of();
            Finding.Draft draft = finding(blind.isEmpty() ? Severity.NOTE : Severity.DANGER, pair).values("", pair.is(Fact.NUMBER));
            if (met) {
                draft.risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER);
            }
            if (!blind.isEmpty()) {
                draft.breaks(Axis.BEHAVIOUR);
            }
            found.add(draft.says("`" + pair.name() + "` is new: " + (!met ? "no session with an older device can have it" : blind.isEmpty()
                    ? "an older device does not know it and answers with an error, which a driver must be ready for"
                    : "`" + String.join("`, `", blind) + "` comes after it, so that a newer driver makes it without asking, "
                            + "and an older device does not know it"))
                    .instead(!met ? "nothing is to be done" : "let it depend on a new feature bit"));
        });
    }

    /** What the older version has too, and may be done only after the new call. */
    private static Set<String> needing(Pair call) {
        Set<String> names = new TreeSet<>();
        call.parent().orElseThrow().children().stream().filter(pair -> pair.isMatched() && pair.after().all(Fact.AFTER).contains(call.name()))
                .map(Pair::name).forEach(names::add);
        return names;
    }
}
