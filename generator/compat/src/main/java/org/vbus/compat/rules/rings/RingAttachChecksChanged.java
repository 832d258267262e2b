// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Renames;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A ring is checked for other things before it is used. */
public final class RingAttachChecksChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.RING_TYPE), Fact.CHECKS, Fact.EXACT_SIZE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.RING_TYPE).forEach(pair -> {
            Set<String> was = new TreeSet<>();
            pair.before().all(Fact.CHECKS).forEach(check -> was.add(Renames.path(comparison, pair.was(Fact.TYPE), check)));
            Set<String> is = new TreeSet<>(pair.after().all(Fact.CHECKS));
            if (pair.before().is(Fact.EXACT_SIZE)) {
                was.add("exact size");
            }
            if (pair.after().is(Fact.EXACT_SIZE)) {
                is.add("exact size");
            }
            is.stream().filter(check -> !was.contains(check))
                    .forEach(check -> found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).inAll().values("", check)
                    .says("`" + check + "` is checked before a `" + pair.name()
                            + "` is used, which it was not: memory that the older side set up and used may be refused")
                    .instead("leave the check out, or declare another `ringtype`")));
            was.stream().filter(check -> !is.contains(check)).forEach(check -> found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR)
                    .in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values(check, "")
                    .says("`" + check + "` is no longer checked before a `" + pair.name()
                            + "` is used: what only the newer side takes, the older still refuses, "
                            + "and what the check kept out gets in").instead("keep the check")));
        });
    }
}
