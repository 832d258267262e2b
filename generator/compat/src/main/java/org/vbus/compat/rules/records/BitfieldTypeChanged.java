// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.EnumSet;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The values of a part are those of another enum or flags, or of none. */
public final class BitfieldTypeChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.PART), Fact.SHAPE, Fact.TYPE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a type that kept its name is judged where it is declared
        comparison.matched(Kind.PART).filter(pair -> !comparison.same(pair.was(Fact.TYPE), pair.is(Fact.TYPE)) && !Parts.isFiller(pair))
                .forEach(pair -> {
            String message = "`" + pair.name() + "` is " + Parts.type(pair.is(Fact.TYPE)) + ", was " + Parts.type(pair.was(Fact.TYPE)) + ": ";
            if (!pair.changed(Fact.SHAPE)) {
                found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.was(Fact.TYPE), pair.is(Fact.TYPE))
                        .says(message + "the numbers are the same, and programs have to use other names").instead("keep the type"));
                return;
            }
            EnumSet<Deployment> hit = EnumSet.noneOf(Deployment.class);
            if (!pair.is(Fact.TYPE).isEmpty()) {
                hit.addAll(Flow.ofOldValues(pair));
            }
            if (!pair.was(Fact.TYPE).isEmpty()) {
                hit.addAll(Flow.ofNewValues(pair));
            }
            if (hit.contains(Deployment.OLD_DRIVER)) {
                hit.add(Deployment.MIGRATION);
            }
            found.add(finding(Severity.DANGER, pair).breaks(Axis.SOURCE, Axis.BEHAVIOUR).in(hit).values(pair.was(Fact.TYPE), pair.is(Fact.TYPE))
                    .says(message + consequence(pair)).instead("keep the type, and give the other values a part of their own"));
        });
    }

    private static String consequence(Pair pair) {
        return pair.was(Fact.TYPE).isEmpty() ? "the newer side refuses or misreads numbers that have no name there"
                : pair.is(Fact.TYPE).isEmpty()
                ? "the older side refuses or misreads numbers that have no name there" : "the same number means something else to the other side";
    }
}
