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
import org.vbus.compat.rules.layout.ByteMap.Span;

/** Bytes that were reserved are nobody's: padding of the compiler, or behind the end. */
public final class ReservedShrunk extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.and(Claim.removed(Kind.RESERVED), Claim.facts(List.of(Kind.RESERVED), Fact.OFFSET, Fact.BYTES));
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what a field has taken is judged as that field; which other reserved bytes keep them is nobody's business
        Body.all(comparison).forEach(body -> body.pair().children(Kind.RESERVED).filter(reserved ->
                reserved.maybeBefore().isPresent()).forEach(reserved -> {
            List<Integer> classes = Places.classes().filter(abi -> lost(body, reserved, abi) > 0).boxed().toList();
            if (!classes.isEmpty()) {
                long lost = lost(body, reserved, classes.get(0));
                found.add(finding(Severity.ERROR, reserved).breaks(Axis.WIRE).risks(Axis.BEHAVIOUR).inAll()
                        .values(reserved.was(Fact.BYTES), reserved.is(Fact.BYTES))
                        .says(Places.on(classes) + lost + " of the " + reserved.was(Fact.BYTES) + " reserved bytes of `" + body.pair().name()
                                + "` at " + reserved.was(Fact.OFFSET)
                                + " are padding now, or behind the end: nothing says any more what a sender leaves there")
                        .instead("keep all of the bytes reserved, or give them to a new field"));
            }
        }));
    }

    private static long lost(Body body, Pair reserved, int abi) {
        Span place = ByteMap.span(reserved.before(), abi);
        long kept = 0;
        long at = place.from();
        for (Span span : body.after(abi).owners(place.from(), place.to())) {
            if (!span.isHole() && span.to() > at) {
                kept += span.to() - Math.max(at, span.from());
                at = span.to();
            }
        }
        return place.bytes() - kept;
    }
}
