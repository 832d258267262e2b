// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

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

/** A field lies elsewhere in its record on some ABI class, and keeps its rank among those that were there. */
public final class FieldOffsetChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.FIELD), Fact.OFFSET);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Body.all(comparison).forEach(body -> {
            // which changed places with others, FieldsReordered says
            List<Pair> reordered = FieldsReordered.reordered(body);
            body.matched().filter(field -> field.changed(Fact.OFFSET) && !reordered.contains(field)).forEach(field ->
                    found.add(finding(Severity.ERROR, field).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                            .values(field.was(Fact.OFFSET), field.is(Fact.OFFSET))
                            .says("`" + field.name() + "` lies at another offset: " + Places.change(field, Fact.OFFSET) + Causes.ofMove(body, field)
                                    + ": each side reads and writes other bytes there")
                            .instead("leave it where it was; put what is new into reserved bytes or into a new struct under a feature bit")));
        });
    }
}
