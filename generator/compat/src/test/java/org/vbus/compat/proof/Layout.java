// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a compiler knows of a struct on a machine that does not run here, and what would be read and written there.
 *
 * @param leaves of which these are the places, in the same order
 */
record Layout(long size, List<Leaf> leaves, List<Place> places, boolean bigEndian) {
    /** Where a number lies, and which of its bits it is; all, for 0. */
    record Place(long offset, long bytes, long mask) { }

    /** Reads as many places from the numbers of an object. */
    static Layout read(ByteBuffer numbers, List<Leaf> leaves) {
        long size = numbers.getLong();
        List<Place> places = new ArrayList<>();
        leaves.forEach(leaf -> places.add(new Place(numbers.getLong(), numbers.getLong(), numbers.getLong())));
        return new Layout(size, leaves, places, numbers.order() == ByteOrder.BIG_ENDIAN);
    }

    /** As the program of {@code main.c} sees it. */
    static Seen seen(Layout old, Layout now) {
        return new Seen(old.size, now.size, old.ways(now), now.ways(old), List.of(), List.of());
    }

    private List<Seen.Way> ways(Layout other) {
        List<Seen.Way> ways = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            byte[] memory = new byte[(int) Math.max(size, other.size) + 8192];
            Place place = places.get(i);
            long value = place.mask == 0 ? Side.value(leaves.get(i), i) : place.mask;
            for (int b = 0; b < place.bytes; b++) {
                memory[(int) place.offset + (big(i) ? (int) place.bytes - 1 - b : b)] = (byte) (value >>> 8 * b);
            }
            int first = 0;
            while (first < memory.length && memory[first] == 0) {
                first++;
            }
            ways.add(new Seen.Way(first, values(memory), other.values(memory)));
        }
        return ways;
    }

    private boolean big(int leaf) {
        String scalar = leaves.get(leaf).scalar();
        return scalar.startsWith("be") || bigEndian && !scalar.startsWith("le");
    }

    private Map<Integer, Long> values(byte[] memory) {
        Map<Integer, Long> values = new TreeMap<>();
        for (int i = 0; i < leaves.size(); i++) {
            Place place = places.get(i);
            long value = 0;
            for (int b = 0; b < place.bytes; b++) {
                value |= (memory[(int) place.offset + (big(i) ? (int) place.bytes - 1 - b : b)] & 0xffL) << 8 * b;
            }
            if (place.mask != 0) {
                value = Long.divideUnsigned(value & place.mask, Long.lowestOneBit(place.mask));
            } else if (leaves.get(i).signed()) {
                value = value << 64 - 8 * place.bytes >> 64 - 8 * place.bytes;
            }
            if (value != 0) {
                values.put(i, value);
            }
        }
        return values;
    }
}
