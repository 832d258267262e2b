// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What became visible of one struct on one machine when either side wrote each number, and both read.
 *
 * @param forth the older side writes
 * @param back the newer side writes
 * @param oldReads for each number of the older side the first byte that it is read from
 */
record Seen(long oldSize, long newSize, List<Way> forth, List<Way> back, List<Long> oldReads, List<Long> newReads) {
    /**
     * One number is written into zeros.
     *
     * @param firstByte that was written
     * @param here what the writer then reads, but zeros
     * @param there what the other side reads, but zeros
     */
    record Way(long firstByte, Map<Integer, Long> here, Map<Integer, Long> there) { }

    /** What they misread; empty when they understand each other. */
    Optional<String> mismatch(Twin.Struct struct) {
        boolean grows = struct.old().sized && struct.now().sized && newSize >= oldSize;
        if (oldSize != newSize && !grows) {
            return Optional.of("struct " + struct.now().name + " has " + newSize + " bytes, had " + oldSize);
        }
        return misread(struct.oldLeaves(), forth, struct.newLeaves(), back, "old", "new")
                .or(() -> retyped(struct))
                .or(() -> misread(struct.newLeaves(), back, struct.oldLeaves(), forth, "new", "old")).map(text -> "struct " + struct.now().name + ": " + text);
    }

    /** A field that both have, and nothing in it that both have. */
    private static Optional<String> retyped(Twin.Struct struct) {
        Map<String, Set<String>> before = byField(struct.oldLeaves());
        for (Map.Entry<String, Set<String>> now : byField(struct.newLeaves()).entrySet()) {
            if (before.containsKey(now.getKey()) && Collections.disjoint(before.get(now.getKey()), now.getValue())) {
                String path = struct.newLeaves().stream().filter(leaf -> now.getValue().contains(leaf.key())).findFirst().orElseThrow().path();
                return Optional.of(path + " is all there is of a field that is something else in the older version");
            }
        }
        return Optional.empty();
    }

    private static Map<String, Set<String>> byField(List<Leaf> leaves) {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        leaves.forEach(leaf -> leaf.fields().forEach(field -> fields.computeIfAbsent(field, none -> new LinkedHashSet<>()).add(leaf.key())));
        return fields;
    }

    private static Optional<String> misread(List<Leaf> from, List<Way> ways, List<Leaf> to, List<Way> reverse, String writer, String reader) {
        Map<String, Integer> other = IntStream.range(0, to.size()).boxed().collect(Collectors.toMap(i -> to.get(i).key(), Function.identity()));
        Map<String, Integer> own = IntStream.range(0, from.size()).boxed().collect(Collectors.toMap(i -> from.get(i).key(), Function.identity()));
        for (int i = 0; i < from.size(); i++) {
            Way way = ways.get(i);
            Set<Integer> expected = new LinkedHashSet<>();
            for (Map.Entry<Integer, Long> mine : way.here().entrySet()) {
                Integer theirs = other.get(from.get(mine.getKey()).key());
                if (theirs != null) {
                    long read = way.there().getOrDefault(theirs, 0L);
                    if (read != mine.getValue()) {
                        return Optional.of(writer + " writes " + from.get(i).path() + " at byte " + way.firstByte() + ", and of " + from.get(mine.getKey()).path() + " = 0x"
                                + Long.toHexString(mine.getValue()) + " " + reader + " reads " + to.get(theirs).path() + " = 0x" + Long.toHexString(read));
                    }
                    // what shares its bytes there, as the arms of a union
                    expected.addAll(reverse.get(theirs).here().keySet());
                }
            }
            for (Integer read : way.there().keySet()) {
                boolean known = own.containsKey(to.get(read).key());
                if (known && !way.here().containsKey(own.get(to.get(read).key())) || !known && !expected.contains(read)) {
                    return Optional.of(writer + " writes " + from.get(i).path() + " at byte " + way.firstByte() + ", and " + reader + " reads it as " + to.get(read).path());
                }
            }
        }
        return Optional.empty();
    }
}
