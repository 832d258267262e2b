// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.layout.ByteMap.Span;

/** Senders leave something else in reserved bytes than before, or padding became reserved. */
public final class ReservedPolicyChanged extends Rule {
    private static final String PADDING = "padding";

    @Override
    public Set<Claim> claims() {
        return Claim.and(Claim.added(Kind.RESERVED), Claim.facts(List.of(Kind.RESERVED), Fact.POLICY));
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // bytes of a field that is gone are FieldRemoved's and FieldRemovedToReserved's, of one that moved FieldOffsetChanged's, new ones
        // StructSizeChanged's
        Body.all(comparison).forEach(body -> body.pair().children(Kind.RESERVED).filter(reserved ->
                reserved.maybeAfter().isPresent()).forEach(reserved -> {
            String is = reserved.is(Fact.POLICY);
            Set<String> others = new LinkedHashSet<>();
            Places.classes().forEach(abi -> {
                Span place = ByteMap.span(reserved.after(), abi);
                body.before(abi).owners(place.from(), place.to()).stream().filter(span -> span.isHole() || span.is(Kind.RESERVED))
                        .map(span -> span.owner().flatMap(element -> element.get(Fact.POLICY)).orElse(PADDING)).filter(was -> !was.equals(is))
                        .forEach(others::add);
            });
            others.forEach(was -> found.add(of(reserved, was, is)));
        }));
    }

    private Finding of(Pair reserved, String was, String is) {
        if (was.equals(PADDING) && is.equals("ignored")) {
            return finding(Severity.NOTE, reserved).values(was, is)
                    .says("padding of the compiler is written down as reserved bytes that nobody looks at").instead("nothing needs to be done");
        }
        Finding.Draft draft = finding(Severity.DANGER, reserved).breaks(Axis.BEHAVIOUR).values(was, is);
        String begin = "reserved bytes are `" + is + "`, were " + (was.equals(PADDING) ? "padding of the compiler" : "`" + was + "`") + ": ";
        if (is.equals("zero")) {
            return draft.in(Flow.ofOldValues(reserved)).says(begin + "a peer of the older version leaves anything there, and is refused for it")
                    .instead("keep the bytes `ignored`; zero can be asked for in a new struct only");
        }
        if (was.equals("zero")) {
            return draft.in(Flow.ofNewValues(reserved))
                    .says(begin + "a peer of the older version refuses what is not zero, and a later field can no longer begin as zero")
                    .instead("keep the bytes `zero`");
        }
        return draft.inAll().says(begin + "one side counts on bytes coming back that the other one does not keep").instead("keep the policy");
    }
}
