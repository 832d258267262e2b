// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** Fields of a record changed places. */
public final class FieldsReordered extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.FIELD), Fact.OFFSET);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Body.all(comparison).forEach(body -> {
            List<Pair> fields = reordered(body);
            if (!fields.isEmpty()) {
                found.add(finding(Severity.ERROR, body.pair()).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                        .values(order(body.pair().before()), order(body.pair().after()))
                        .says("fields of `" + body.pair().name() + "` changed places: " + String.join(", ", fields.stream()
                                .map(field -> "`" + field.name() + "` lies at " + Places.change(field, Fact.OFFSET)).toList())
                                + ": each side reads one for the other")
                        .instead("keep the order; new fields go into reserved bytes, whatever their subject"));
            }
        });
    }

    /** Fields that lie elsewhere, and on the other side of one that both versions have. */
    static List<Pair> reordered(Body body) {
        List<Pair> fields = body.matched().toList();
        return fields.stream().filter(field -> field.changed(Fact.OFFSET) && fields.stream().anyMatch(other -> order(field, other) < 0)).toList();
    }

    /** Negative when the two changed places. */
    private static int order(Pair one, Pair other) {
        return Long.compare(Places.number(one.before(), Fact.OFFSET, 0), Places.number(other.before(), Fact.OFFSET, 0))
                * Long.compare(Places.number(one.after(), Fact.OFFSET, 0), Places.number(other.after(), Fact.OFFSET, 0));
    }

    private static String order(Element record) {
        return String.join(", ", record.children(Kind.FIELD).map(Element::name).toList());
    }
}
