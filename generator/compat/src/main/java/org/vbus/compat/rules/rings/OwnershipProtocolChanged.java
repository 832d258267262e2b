// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Renames;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** Another field says who owns a slot. */
public final class OwnershipProtocolChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.RING_TYPE), Fact.OWNER);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.RING_TYPE).filter(pair -> pair.changed(Fact.OWNER))
                .filter(pair -> !Renames.path(comparison, pair.was(Fact.TYPE), pair.was(Fact.OWNER)).equals(pair.is(Fact.OWNER)))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).inAll()
                        .values(pair.was(Fact.OWNER), pair.is(Fact.OWNER))
                        .says("`" + Words.orNone(pair.is(Fact.OWNER)) + "` says who owns a slot of `" + pair.name() + "`, was `"
                                + Words.orNone(pair.was(Fact.OWNER))
                                + "`: both sides take a slot for theirs, or neither does")
                        .instead("keep it; declare another `ringtype` for the other protocol")));
    }
}
