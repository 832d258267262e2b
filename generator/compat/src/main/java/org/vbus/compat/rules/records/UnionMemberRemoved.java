// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A union no longer has an arm. */
public final class UnionMemberRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.ARM);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what is no union any more has another type, which is judged there
        comparison.removed(Kind.ARM).filter(Unions::inUnions).forEach(pair -> {
            Pair union = pair.parent().orElseThrow();
            String name = "`" + pair.before().name() + "`";
            List<String> taken = Unions.taken(pair.before(), union.after());
            if (!taken.isEmpty()) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(pair.was(Fact.TAGS), "")
                        .says(name + " is gone, and " + String.join(", ", taken)
                                + " chooses another arm: each side takes the other's bytes for something else")
                        .instead("keep the arm, and give the other one a tag of its own"));
            } else if (Unions.isReserved(comparison, pair)) {
                found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).risks(Axis.BEHAVIOUR).in(Flow.ofOldValues(pair))
                        .values(pair.was(Fact.TAGS), "")
                        .says(name + " is gone and its tag is kept from being used again: a receiver of the newer version "
                                + Unions.policy(union.is(Fact.UNKNOWN)))
                        .instead("remove it when nobody sends it any more"));
            } else {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(pair.was(Fact.TAGS), "")
                        .says(name + " is gone: senders of the older version still send it, and a receiver of the newer one "
                                + Unions.policy(union.is(Fact.UNKNOWN))
                                + "; nothing keeps its tag from meaning something else one day")
                        .instead("keep the arm; when nobody sends it any more, mark the literal of its tag `removed`"));
            }
        });
    }
}
