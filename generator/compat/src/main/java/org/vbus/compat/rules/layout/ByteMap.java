// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;

/** What owns each byte of a record on one ABI class: a field, several that lie over each other, reserved bytes, or nobody, which is a hole. */
final class ByteMap {
    /**
     * Bytes with one owner.
     *
     * @param to the first byte behind; that of an array without end is {@code Long.MAX_VALUE}
     * @param owner empty for a hole
     */
    record Span(long from, long to, Optional<Element> owner) {
        boolean is(Kind kind) {
            return owner.filter(element -> element.kind() == kind).isPresent();
        }

        boolean isHole() {
            return owner.isEmpty();
        }

        long bytes() {
            return to - from;
        }
    }

    private final long size;
    private final List<Span> spans = new ArrayList<>();

    private ByteMap(long size) {
        this.size = size;
    }

    /** The map of a struct, or of what lies inline in something else. */
    static ByteMap of(Element record, int abi) {
        List<Span> owned = new ArrayList<>();
        record.children().stream().filter(child -> child.kind() == Kind.FIELD || child.kind() == Kind.RESERVED).forEach(child -> {
            Span span = span(child, abi);
            if (span.bytes() > 0) {
                owned.add(span);
            }
        });
        owned.sort(Comparator.comparingLong(Span::from));
        long end = owned.stream().mapToLong(Span::to).filter(to -> to < Long.MAX_VALUE).max().orElse(0);
        ByteMap map = new ByteMap(Math.max(end, declared(record, abi)));
        long covered = 0;
        for (Span span : owned) {
            if (span.from() > covered) {
                map.spans.add(new Span(covered, span.from(), Optional.empty()));
            }
            map.spans.add(span);
            covered = Math.max(covered, span.to());
        }
        if (map.size > covered) {
            map.spans.add(new Span(covered, map.size, Optional.empty()));
        }
        return map;
    }

    /** Where a member lies. */
    static Span span(Element member, int abi) {
        long from = Places.number(member, Fact.OFFSET, abi);
        long bytes = Places.number(member, Fact.BYTES, abi);
        boolean endless = bytes == 0 && !member.all(Fact.LENGTH).isEmpty();
        return new Span(from, endless ? Long.MAX_VALUE : from + bytes, Optional.of(member));
    }

    private static long declared(Element record, int abi) {
        return record.all(Fact.SIZE).isEmpty() ? Places.unit(record, abi) : Places.number(record, Fact.SIZE, abi);
    }

    /** Bytes in all, without the elements of an array that has no end. */
    long size() {
        return size;
    }

    /** All of it, in the order of bytes. */
    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** What owns a part, each cut to it; nothing for what lies behind the end. */
    List<Span> owners(long from, long to) {
        return spans.stream().filter(span -> span.from() < to && span.to() > from)
                .map(span -> new Span(Math.max(from, span.from()), Math.min(to, span.to()), span.owner())).toList();
    }

    /** Whether a kind owns all of a part that has bytes. */
    boolean covers(Kind kind, long from, long to) {
        return from < to && owners(from, to).stream().filter(span -> span.is(kind)).mapToLong(Span::bytes).sum() == to - from;
    }
}
