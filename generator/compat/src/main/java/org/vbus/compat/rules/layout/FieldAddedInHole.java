// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A new field takes bytes that were padding of the compiler on some ABI class. */
public final class FieldAddedInHole extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.FIELD);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Room.HOLE.taken(comparison).forEach(taken -> found.add(finding(Severity.DANGER, taken.field()).risks(Axis.WIRE).breaks(Axis.BEHAVIOUR)
                .in(Flow.ofOldValues(taken.field())).values("", taken.field().is(Fact.OFFSET))
                .says("`" + taken.field().name() + "` is new and lies where " + Places.on(taken.classes())
                        + "the older version has padding: a peer of that version leaves there whatever was in memory, and it is read as a value")
                .instead("put it into bytes that are `reserved zero` in the older version, or into a new struct under a feature bit")));
    }
}
