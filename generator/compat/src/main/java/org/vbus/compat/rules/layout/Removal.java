// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rules.layout.ByteMap.Span;

/**
 * A field that is gone.
 *
 * @param other another name that its bytes go on under, with the same type
 * @param reserved what keeps all of its bytes, on all ABI classes
 */
record Removal(Body body, Pair field, Optional<Pair> other, Optional<Element> reserved) {
    static Stream<Removal> all(Comparison comparison) {
        return Body.all(comparison).flatMap(body -> body.fields(How.REMOVED)
                .filter(field -> !Wrap.has(comparison, body, field))
                .map(field -> new Removal(body, field, other(body, field), reserved(body, field))));
    }

    private static Optional<Pair> other(Body body, Pair field) {
        return body.matched().filter(other -> isSame(field.before(), other.before()) && isSame(other.before(), other.after())).findFirst();
    }

    /** Whether two fields are one under two names. */
    static boolean isSame(Element one, Element other) {
        return Stream.of(Fact.OFFSET, Fact.BYTES, Fact.SHAPE).allMatch(fact -> one.all(fact).equals(other.all(fact)));
    }

    /** The new field that it is in now, as it was and where it was. */
    Optional<Pair> wrapper() {
        return body.fields(How.ADDED).filter(added -> wraps(added, field.before())).findFirst();
    }

    /**
     * Whether a new field is a struct in place around a field that was there, which is still the same but for its name's way. What else is in it does
     * not matter.
     */
    static boolean wraps(Pair added, Element field) {
        return added.is(Fact.LENGTH).isEmpty() && added.after().children(Kind.FIELD).anyMatch(inner -> Wrap.isSame(added.after(), inner, field)
                && inner.all(Fact.TYPE).equals(field.all(Fact.TYPE)) && inner.children().equals(field.children()));
    }

    private static Optional<Element> reserved(Body body, Pair field) {
        boolean kept = Places.classes().allMatch(abi -> {
            Span place = ByteMap.span(field.before(), abi);
            return body.after(abi).covers(Kind.RESERVED, place.from(), place.to());
        });
        Span place = ByteMap.span(field.before(), 0);
        return kept ? body.after(0).owners(place.from(), place.to()).get(0).owner() : Optional.empty();
    }

    /** What has its bytes in the newer version, in words. */
    String now() {
        Span place = ByteMap.span(field.before(), 0);
        List<Span> owners = body.after(0).owners(place.from(), place.to());
        if (owners.isEmpty()) {
            return "the record ends before";
        }
        return "its bytes are " + String.join(" and ",
                owners.stream().map(span -> span.isHole() ? "padding" : span.is(Kind.RESERVED) ? "reserved bytes"
                : "those of `" + span.owner().orElseThrow().name() + "`").distinct().toList()) + " now";
    }
}
