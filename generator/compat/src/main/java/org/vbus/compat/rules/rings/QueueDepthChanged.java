// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A ring may have more or fewer slots than it could, or has another number of them by default. */
public final class QueueDepthChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.RING), Fact.DEPTH_MIN, Fact.DEPTH_MAX, Fact.DEPTH_DEFAULT);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.RING).forEach(pair -> {
            bound(pair, Fact.DEPTH_MIN, "least", found);
            bound(pair, Fact.DEPTH_MAX, "greatest", found);
            if (pair.changed(Fact.DEPTH_DEFAULT)) {
                found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER)
                        .values(pair.was(Fact.DEPTH_DEFAULT), pair.is(Fact.DEPTH_DEFAULT))
                        .says("`" + pair.name() + "` has " + pair.is(Fact.DEPTH_DEFAULT) + " slots by default, were " + pair.was(Fact.DEPTH_DEFAULT)
                                + ": a newer driver that chooses nothing asks the older device for another number than ever before")
                        .instead("keep the default, and let who needs another number choose it"));
            }
        });
    }

    /** The driver chooses, the device checks. */
    private void bound(Pair pair, Fact fact, String word, Findings found) {
        if (!pair.changed(fact)) {
            return;
        }
        long was = pair.before().number(fact).orElseThrow();
        long is = pair.after().number(fact).orElseThrow();
        boolean tighter = fact == Fact.DEPTH_MIN ? is > was : is < was;
        Finding.Draft draft = finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).values(was, is);
        found.add((tighter ? draft.in(Deployment.OLD_DRIVER, Deployment.MIGRATION) : draft.in(Deployment.NEW_DRIVER))
                .says("`" + pair.name() + "` has " + is + " slots at " + (fact == Fact.DEPTH_MIN ? "least" : "most") + ", were " + was + ": "
                        + (tighter ? "the newer device refuses a ring that an older driver may have"
                                : "an older device refuses a ring that a newer driver may choose"))
                .instead("keep the " + word + " number, or let a new feature bit say that the other one holds"));
    }
}
