// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The Internet's checksum (RFC 1071). */
final class Checksum {
    private static final ValueLayout.OfShort WORD = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Checksum() { }

    /**
     * Of some bytes: what their checksum field must hold if it is 0 among them, and 0 if it holds that.
     *
     * @return 16 bits
     */
    static int of(MemorySegment bytes) {
        long sum = 0;
        long even = bytes.byteSize() & ~1;
        for (long at = 0; at < even; at += Short.BYTES) {
            sum += Short.toUnsignedInt(bytes.get(WORD, at));
        }
        if (even < bytes.byteSize()) {
            sum += Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, even)) << 8;
        }
        while (sum > 0xffff) {
            sum = (sum >> 16) + (sum & 0xffff);
        }
        return (int) ~sum & 0xffff;
    }

    /**
     * Fills in a checksum that its sender left open: the field holds the sum of what is not in the bytes.
     *
     * @param bytes a frame
     * @param start where the sum begins
     * @param offset from there to the field
     * @return false when that is outside the frame, which stays as it was
     */
    static boolean complete(MemorySegment bytes, int start, int offset) {
        long field = (long) start + offset;
        if (field + Short.BYTES > bytes.byteSize()) {
            return false;
        }
        bytes.set(WORD, field, (short) of(bytes.asSlice(start)));
        return true;
    }
}
