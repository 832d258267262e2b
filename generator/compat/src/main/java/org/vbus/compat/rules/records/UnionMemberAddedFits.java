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

/** A union has a new arm that needs no more room. */
public final class UnionMemberAddedFits extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.ARM);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what became a union has another type, which is judged there
        comparison.added(Kind.ARM).filter(Unions::inUnions).filter(pair -> Unions.grownBy(pair).isEmpty()).forEach(pair -> {
            Pair union = pair.parent().orElseThrow();
            List<String> taken = Unions.taken(pair.after(), union.before());
            if (!taken.isEmpty()) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values("", pair.is(Fact.TAGS))
                        .says("`" + pair.name() + "` is chosen by " + String.join(", ", taken)
                                + ", which chose another arm: each side takes the other's bytes for something else")
                        .instead("give the new arm a tag of its own"));
                return;
            }
            // of a message that nobody lays out nobody knows whether it has become larger
            boolean ignored = union.was(Fact.UNKNOWN).equals("ignored") && !union.is(Fact.BYTES).isEmpty();
            found.add(finding(ignored ? Severity.NOTE : Severity.DANGER, pair).risks(Axis.BEHAVIOUR).in(Flow.ofNewValues(pair))
                    .values("", pair.is(Fact.TAGS))
                    .says("`" + pair.name() + "` is new, and a receiver of the older version " + Unions.policy(union.was(Fact.UNKNOWN)))
                    .instead("send it only when a new feature bit was negotiated"));
        });
    }
}
