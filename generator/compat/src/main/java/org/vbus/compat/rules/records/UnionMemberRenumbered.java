// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.ArrayList;
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

/** An arm of a union is chosen by other numbers. */
public final class UnionMemberRenumbered extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.ARM), Fact.TAGS);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(Kind.ARM).filter(pair -> pair.changed(Fact.TAGS) && Unions.inUnions(pair)).forEach(pair -> {
            Pair union = pair.parent().orElseThrow();
            List<String> more = new ArrayList<>(pair.after().all(Fact.TAGS));
            more.removeAll(pair.before().all(Fact.TAGS));
            boolean kept = pair.after().all(Fact.TAGS).containsAll(pair.before().all(Fact.TAGS));
            boolean free = union.before().children(Kind.ARM).noneMatch(arm -> arm.all(Fact.TAGS).stream().anyMatch(more::contains));
            String text = "`" + pair.name() + "` is chosen by " + pair.is(Fact.TAGS) + ", was by " + pair.was(Fact.TAGS);
            if (kept && free) {
                boolean ignored = union.was(Fact.UNKNOWN).equals("ignored");
                found.add(finding(ignored ? Severity.NOTE : Severity.DANGER, pair).risks(Axis.BEHAVIOUR).in(Flow.ofNewValues(pair))
                        .values(pair.was(Fact.TAGS), pair.is(Fact.TAGS))
                        .says(text + "; a receiver of the older version " + Unions.policy(union.was(Fact.UNKNOWN)))
                        .instead("send the new tag only when a new feature bit was negotiated"));
                return;
            }
            found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(pair.was(Fact.TAGS), pair.is(Fact.TAGS))
                    .says(text + ": a receiver of the other version takes its bytes for another arm, or for none")
                    .instead("keep the numbers that choose an arm"));
        });
    }
}
