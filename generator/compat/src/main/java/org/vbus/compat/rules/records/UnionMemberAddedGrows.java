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
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A union has a new arm that needs more room than there was. */
public final class UnionMemberAddedGrows extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.ARM);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.ARM).filter(Unions::inUnions).forEach(pair -> {
            List<Integer> grown = Unions.grownBy(pair);
            if (!grown.isEmpty()) {
                Pair union = pair.parent().orElseThrow();
                long was = Unions.bytes(union.before(), grown.get(0));
                long is = Unions.bytes(union.after(), grown.get(0));
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE).risks(Axis.BEHAVIOUR).inAll().values(was, is)
                        .says("`" + pair.name() + "` makes `" + union.name() + "` " + is + " bytes large" + Machines.on(grown) + ", was " + was
                                + ": records of the two versions have different sizes, and what stands behind the union lies elsewhere; "
                                + "a receiver of the older version "
                                + Unions.policy(union.was(Fact.UNKNOWN)))
                        .instead("make the arm no larger than the union, for example an address of what it says"));
            }
        });
    }
}
