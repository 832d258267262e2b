// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.model.layout.AbiClass;

/**
 * A member of a record in both versions, on one ABI class. What is written in place is taken apart.
 *
 * @param name with the names that it is in
 * @param before where it was
 * @param after where it is
 * @param changes what the wire sees, without names: {@code type u32 -> u64}
 */
record Member(String name, Kind kind, Optional<Place> before, Optional<Place> after, How how, List<String> changes, String overlay) {
    private static final Set<Fact> PLACE = EnumSet.of(Fact.OFFSET, Fact.BYTES, Fact.STRIDE, Fact.ALIGN, Fact.SIZE, Fact.OVERLAY, Fact.FLOW, Fact.SHAPE);
    private static final int LONGEST = 60;

    /** Bytes from the beginning of the record. */
    record Place(long offset, long bytes) { }

    /** All members of a record, by their newest place. */
    static List<Member> of(Pair record, Comparison comparison, int abi) {
        List<Member> members = new ArrayList<>();
        collect(record, "", 0, 0, comparison, abi, members);
        members.sort(Comparator.comparingLong(member -> member.after.or(() -> member.before).map(Place::offset).orElse(0L)));
        return members;
    }

    private static void collect(Pair parent, String prefix, long before, long after, Comparison comparison, int abi, List<Member> members) {
        for (Pair pair : parent.children()) {
            if (!Kind.MEMBERS.contains(pair.kind()) || pair.kind() == Kind.ARM) {
                continue;
            }
            Optional<Place> was = pair.maybeBefore().map(element -> place(element, before, abi));
            Optional<Place> is = pair.maybeAfter().map(element -> place(element, after, abi));
            String name = pair.kind() == Kind.RESERVED ? prefix + "reserved" : prefix + pair.name();
            boolean inline = pair.isMatched() && pair.was(Fact.TYPE).equals("struct") && pair.is(Fact.TYPE).equals("struct") && !pair.children().isEmpty();
            if (inline) {
                collect(pair, name + ".", was.orElseThrow().offset(), is.orElseThrow().offset(), comparison, abi, members);
            } else {
                String overlay = pair.any().get(Fact.OVERLAY).map(number -> prefix + number).orElse("");
                members.add(new Member(name, pair.kind(), was, is, pair.how(), changes(pair, comparison), overlay));
            }
        }
    }

    private static Place place(Element element, long base, int abi) {
        return new Place(base + number(Pair.value(element, Fact.OFFSET, abi)), number(Pair.value(element, Fact.BYTES, abi)));
    }

    private static long number(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static List<String> changes(Pair pair, Comparison comparison) {
        List<String> changes = new ArrayList<>();
        for (Fact fact : pair.changes()) {
            if ((fact.layer() == Fact.Layer.WIRE && !PLACE.contains(fact) || fact == Fact.TYPE) && !comparison.same(pair.was(fact), pair.is(fact))) {
                changes.add(fact.key() + " " + value(pair.was(fact)) + " -> " + value(pair.is(fact)));
            }
        }
        if (changes.isEmpty() && pair.changed(Fact.SHAPE) && !comparison.same(pair.was(Fact.SHAPE), pair.is(Fact.SHAPE))) {
            changes.add("what is in it");
        }
        return changes;
    }

    private static String value(String value) {
        return value.isEmpty() ? "nothing" : value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
    }

    boolean isMoved() {
        return before.isPresent() && after.isPresent() && before.get().offset() != after.get().offset();
    }

    private boolean isResized() {
        return before.isPresent() && after.isPresent() && before.get().bytes() != after.get().bytes();
    }

    /** What became of it. */
    Mark mark() {
        if (before.isEmpty()) {
            return Mark.ADDED;
        }
        if (after.isEmpty()) {
            return Mark.REMOVED;
        }
        if (isResized() || !changes.isEmpty()) {
            return Mark.CHANGED;
        }
        return isMoved() ? Mark.MOVED : kind == Kind.RESERVED ? Mark.RESERVED : how == How.RENAMED ? Mark.RENAMED : Mark.SAME;
    }

    /** How many ABI classes there are. */
    static int classes() {
        return AbiClass.values().length;
    }
}
