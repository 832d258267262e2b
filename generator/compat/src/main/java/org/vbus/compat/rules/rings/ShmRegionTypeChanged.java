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
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** A region holds something else. */
public final class ShmRegionTypeChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.REGION), Fact.TYPE, Fact.SHAPE, Fact.WIDTH, Fact.SIGN, Fact.ENDIAN, Fact.LENGTH);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what changed in a type of the same name is judged there
        comparison.matched(Kind.REGION).filter(pair -> !comparison.same(pair.was(Fact.TYPE), pair.is(Fact.TYPE)) && pair.changed(Fact.SHAPE))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll()
                        .values(pair.was(Fact.TYPE), pair.is(Fact.TYPE))
                        .says("`" + pair.name() + "` holds " + Words.shortened(pair.is(Fact.TYPE)) + ", was " + Words.shortened(pair.was(Fact.TYPE))
                                + ": each side reads as the one what the other wrote as the other")
                        .instead("keep it, and add a region behind a new feature bit")));
    }
}
