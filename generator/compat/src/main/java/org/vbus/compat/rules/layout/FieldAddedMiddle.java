// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

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

/** A new field takes bytes of another, or pushes others away. */
public final class FieldAddedMiddle extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.FIELD);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what only came around fields that were there is FieldRemoved's
        Room.MIDDLE.taken(comparison).filter(taken -> taken.others().isEmpty()
                || !taken.others().stream().allMatch(other -> Removal.wraps(taken.field(), other))).forEach(taken -> {
            List<String> others = taken.others().stream().filter(element -> element.kind() == Kind.FIELD)
                    .map(element -> "`" + element.name() + "`").toList();
            found.add(finding(Severity.ERROR, taken.field()).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values("", taken.field().is(Fact.OFFSET))
                    .says("`" + taken.field().name() + "` is new and lies " + Places.on(taken.classes())
                            + (others.isEmpty() ? "before fields that were there"
                            : "where the older version has " + String.join(", ", others)) + ": each side takes the one for the other")
                    .instead("put it into bytes that are `reserved zero`, or into a new struct under a feature bit"));
        });
    }
}
