// SPDX-License-Identifier: Apache-2.0
package org.vbus.runtime;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Places of records in memory segments. */
public final class Windows {
    private Windows() { }

    /**
     * Makes sure that a record can lie somewhere.
     *
     * @param struct what messages call it
     * @throws WindowException when it would leave the segment or lie off its alignment
     */
    public static void check(String struct, MemorySegment segment, long offset, long size, long align) {
        try {
            // what an access asks too, in the same words: compiled code asks once
            Objects.checkIndex(offset, segment.byteSize() - size + 1);
        } catch (IndexOutOfBoundsException e) {
            throw new WindowException(struct, offset, size + " bytes lie inside the segment of " + segment.byteSize());
        }
        if (!isAligned(segment, offset, align)) {
            throw new WindowException(struct, offset, "the address is a multiple of " + align
                    + (segment.isNative() ? "" : " (of memory on the heap, only arrays of elements that large will do)"));
        }
    }

    /**
     * How many elements fit from an offset to the end of a segment.
     *
     * @param stride bytes from one element to the next
     */
    public static long room(MemorySegment segment, long offset, long stride) {
        if (stride == 0) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, segment.byteSize() - offset) / stride;
    }

    /** Whether so many elements lie between an offset and the end of a segment; never for less than none. */
    public static boolean fits(long count, MemorySegment segment, long offset, long stride) {
        return count >= 0 && count <= room(segment, offset, stride);
    }

    /**
     * Where an array ends.
     *
     * @throws IllegalArgumentException when the count is negative
     * @throws ArithmeticException when no offset is so large
     */
    public static long end(long offset, long stride, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("count " + count + " is negative");
        }
        return Math.addExact(offset, Math.multiplyExact(stride, count));
    }

    private static boolean isAligned(MemorySegment segment, long offset, long align) {
        if (segment.isNative()) {
            return (segment.address() + offset & align - 1) == 0;
        }
        // the garbage collector moves arrays, and keeps them on the size of their elements only
        return segment.maxByteAlignment() >= align && (offset & align - 1) == 0;
    }
}
