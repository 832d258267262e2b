// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.model.layout.AbiClass;

/**
 * A record in both versions, on those ABI classes that lay it out alike.
 *
 * @param before boxes of the older version, by offset; holes are boxes
 * @param after of the newer
 */
record Layout(List<String> classes, long sizeBefore, long sizeAfter, List<Member> members, List<Box> before, List<Box> after) {
    static final List<Kind> RECORDS = List.of(Kind.STRUCT, Kind.CALL, Kind.IOCTL);

    /** The changed records: those of whose bytes something is not as it was. */
    static Stream<Pair> changed(Comparison comparison) {
        return comparison.matched(RECORDS.toArray(Kind[]::new)).filter(record -> record.before().get(Fact.SIZE).isPresent())
                .filter(record -> of(record, comparison).stream().anyMatch(Layout::isChanged));
    }

    /** One for each group of ABI classes. */
    static List<Layout> of(Pair record, Comparison comparison) {
        Map<List<Object>, Layout> groups = new LinkedHashMap<>();
        for (int i = 0; i < Member.classes(); i++) {
            List<Member> members = Member.of(record, comparison, i);
            long was = size(record.before(), i);
            long is = size(record.after(), i);
            String name = AbiClass.values()[i].name();
            groups.merge(List.of(was, is, members), new Layout(List.of(name), was, is, members, List.of(), List.of()), Layout::joined);
        }
        return groups.values().stream().map(Layout::drawn).toList();
    }

    private static long size(Element record, int abi) {
        String size = Pair.value(record, Fact.SIZE, abi);
        return size.isEmpty() ? 0 : Long.parseLong(size);
    }

    private Layout joined(Layout other) {
        return new Layout(Stream.concat(classes.stream(), other.classes.stream()).toList(), sizeBefore, sizeAfter, members, before, after);
    }

    private Layout drawn() {
        int[] next = {1};
        Map<Member, Integer> numbers = new LinkedHashMap<>();
        members.stream().filter(member -> member.isMoved()).forEach(member -> numbers.put(member, next[0]++));
        return new Layout(classes, sizeBefore, sizeAfter, members, boxes(Member::before, sizeBefore, numbers), boxes(Member::after, sizeAfter, numbers));
    }

    boolean isChanged() {
        return sizeBefore != sizeAfter || members.stream().anyMatch(member -> member.mark() != Mark.SAME && member.mark() != Mark.RESERVED && member.mark() != Mark.RENAMED);
    }

    private List<Box> boxes(Function<Member, Optional<Member.Place>> side, long size, Map<Member, Integer> numbers) {
        // arms that share bytes are one box
        Map<String, List<Member>> shared = members.stream().filter(member -> side.apply(member).isPresent())
                .collect(Collectors.groupingBy(member -> member.overlay().isEmpty() ? " " + member.name() + side.apply(member).orElseThrow() : member.overlay(), LinkedHashMap::new,
                        Collectors.toList()));
        List<Box> boxes = new ArrayList<>();
        for (List<Member> arms : shared.values()) {
            long from = arms.stream().mapToLong(arm -> side.apply(arm).orElseThrow().offset()).min().orElse(0);
            long to = arms.stream().mapToLong(arm -> side.apply(arm).orElseThrow().offset() + side.apply(arm).orElseThrow().bytes()).max().orElse(from);
            Mark mark = arms.stream().map(Member::mark).max(Comparator.comparing(Layout::weight)).orElse(Mark.SAME);
            int number = arms.stream().mapToInt(arm -> numbers.getOrDefault(arm, 0)).max().orElse(0);
            boxes.add(new Box(from, to, arms.stream().map(Member::name).collect(Collectors.joining(" | ")), mark, number));
        }
        boxes.sort(Comparator.comparingLong(Box::offset).thenComparingLong(Box::end));
        return withHoles(boxes, size);
    }

    /** The one that a box of several shows. */
    private static int weight(Mark mark) {
        return mark == Mark.SAME || mark == Mark.RESERVED ? 0 : mark == Mark.RENAMED ? 1 : mark == Mark.MOVED ? 2 : 3;
    }

    private static List<Box> withHoles(List<Box> boxes, long size) {
        List<Box> all = new ArrayList<>();
        long at = 0;
        for (Box box : boxes) {
            if (box.offset() > at) {
                all.add(new Box(at, box.offset(), "hole", Mark.HOLE, 0));
            }
            all.add(box);
            at = Math.max(at, box.end());
        }
        if (size > at) {
            all.add(new Box(at, size, "hole", Mark.HOLE, 0));
        }
        return all;
    }
}
