// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rules.layout.ByteMap.Span;

/** Whose bytes a new field takes, the worst last: each new field has one room, the worst of all ABI classes. */
enum Room {
    /** Bytes that the older version has not got. */
    END,
    RESERVED,
    /** Padding of the compiler. */
    HOLE,
    /** Bytes of a field that keeps them. */
    OVER,
    /** Bytes of a field that is gone, or had to move. */
    MIDDLE;

    /**
     * A new field.
     *
     * @param classes ABI classes on which the room is that one
     * @param others what has or had the bytes
     */
    record Taken(Body body, Pair field, Room room, List<Integer> classes, List<Element> others) { }

    /** All new fields that take such bytes. */
    Stream<Taken> taken(Comparison comparison) {
        return Body.all(comparison).flatMap(body ->
                body.fields(How.ADDED).filter(field -> !Wrap.has(comparison, body, field)).map(field -> of(body, field)))
                .filter(taken -> taken.room() == this);
    }

    static Taken of(Body body, Pair field) {
        TreeMap<Room, List<Integer>> rooms = new TreeMap<>();
        Places.classes().forEach(abi -> rooms.computeIfAbsent(on(body, field, abi), room -> new java.util.ArrayList<>()).add(abi));
        List<Integer> classes = rooms.lastEntry().getValue();
        return new Taken(body, field, rooms.lastKey(), classes,
                owners(body, field, classes.get(0)).stream().map(Span::owner).flatMap(Optional::stream).distinct().toList());
    }

    private static List<Span> owners(Body body, Pair field, int abi) {
        Span place = ByteMap.span(field.after(), abi);
        // what has no bytes of its own is where the first of them would be
        return body.before(abi).owners(place.from(), Math.max(place.to(), place.from() + 1));
    }

    private static Room on(Body body, Pair field, int abi) {
        Room worst = END;
        for (Span span : owners(body, field, abi)) {
            Room room = span.isHole() ? HOLE : span.is(Kind.RESERVED)
                    ? RESERVED : keeps(body.of(span.owner().orElseThrow()), span, abi) ? OVER : MIDDLE;
            worst = room.compareTo(worst) > 0 ? room : worst;
        }
        return worst == END && isBeforeAnother(body, field, abi) ? MIDDLE : worst;
    }

    /** Whether a field of the older version still has those bytes. */
    private static boolean keeps(Pair owner, Span bytes, int abi) {
        if (!owner.isMatched() || Places.number(owner.before(), Fact.OFFSET, abi) != Places.number(owner.after(), Fact.OFFSET, abi)) {
            return false;
        }
        Span now = ByteMap.span(owner.after(), abi);
        return now.from() <= bytes.from() && now.to() >= bytes.to();
    }

    /** Bytes behind the old end that are not at the end: what is behind them had to move. */
    private static boolean isBeforeAnother(Body body, Pair field, int abi) {
        long from = Places.number(field.after(), Fact.OFFSET, abi);
        return body.matched().anyMatch(other -> Places.number(other.after(), Fact.OFFSET, abi) >= from && other.changed(Fact.OFFSET));
    }
}
