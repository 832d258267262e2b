// SPDX-License-Identifier: Apache-2.0
package org.vbus.runtime;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Values of fields: into memory with a check, out of memory without surprises. */
public final class Fields {
    private Fields() { }

    /**
     * What reads and writes one field of a record, given the segment and the offset of the record, not of the field. Each access makes sure that the whole
     * record lies there, as aligned as it wants to be: the same question for all fields, which compiled code asks once.
     *
     * @param offset of the field in the record
     */
    public static VarHandle handle(StructLayout record, ValueLayout field, long offset) {
        List<MemoryLayout> parts = new ArrayList<>();
        if (offset > 0) {
            parts.add(MemoryLayout.paddingLayout(offset));
        }
        parts.add(field);
        long rest = record.byteSize() - offset - field.byteSize();
        if (rest > 0) {
            parts.add(MemoryLayout.paddingLayout(rest));
        }
        return MemoryLayout.structLayout(parts.toArray(MemoryLayout[]::new)).withByteAlignment(record.byteAlignment())
                .varHandle(PathElement.groupElement(offset > 0 ? 1 : 0));
    }

    /**
     * Eight bits without a sign.
     *
     * @throws FieldRangeException when the value needs more
     */
    public static byte u8(String field, int value) {
        return (byte) inRange(field, value, 0, 0xff);
    }

    /**
     * Sixteen bits without a sign.
     *
     * @throws FieldRangeException when the value needs more
     */
    public static short u16(String field, int value) {
        return (short) inRange(field, value, 0, 0xffff);
    }

    /**
     * Thirty-two bits without a sign.
     *
     * @throws FieldRangeException when the value needs more
     */
    public static int u32(String field, long value) {
        return (int) inRange(field, value, 0, 0xffffffffL);
    }

    /**
     * Eight bits with a sign.
     *
     * @throws FieldRangeException when the value needs more
     */
    public static byte s8(String field, int value) {
        return (byte) inRange(field, value, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /**
     * Sixteen bits with a sign.
     *
     * @throws FieldRangeException when the value needs more
     */
    public static short s16(String field, int value) {
        return (short) inRange(field, value, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /**
     * The length of bytes that are moved whole.
     *
     * @return {@code length}
     * @throws FieldRangeException when the array has another
     */
    public static int length(String field, byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new FieldRangeException(field, bytes.length + " bytes", "exactly " + length + " bytes");
        }
        return length;
    }

    /** A count in 64 bits without a sign, or the largest {@code long} when it is larger still. */
    public static long clamp(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    /** The number that 64 bits without a sign mean. */
    public static BigInteger unsigned(long bits) {
        BigInteger low = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? low.setBit(63) : low;
    }

    /**
     * Makes sure that bytes are zero.
     *
     * @throws PeerDataException naming the first that is not
     */
    public static void zero(MemorySegment segment, long offset, long bytes, String field) {
        for (long i = 0; i < bytes; i++) {
            byte found = segment.get(ValueLayout.JAVA_BYTE, offset + i);
            if (found != 0) {
                throw new PeerDataException(field, "0x%02x in byte %d".formatted(found, i), "zero");
            }
        }
    }

    /** Text up to the first NUL or the field's end. What is not UTF-8 becomes the replacement character. */
    public static String text(MemorySegment segment, long offset, long bytes) {
        byte[] all = segment.asSlice(offset, bytes).toArray(ValueLayout.JAVA_BYTE);
        int end = 0;
        while (end < all.length && all[end] != 0) {
            end++;
        }
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }

    /**
     * Writes text as UTF-8 and fills the rest of the field with NUL. One NUL always stands at the end, since readers in C look for it.
     *
     * @throws FieldRangeException when the text is too long or holds a NUL itself
     */
    public static void text(String field, MemorySegment segment, long offset, long bytes, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        if (text.length >= bytes) {
            throw new FieldRangeException(field, text.length + " bytes of text", "at most " + (bytes - 1) + " bytes and a NUL");
        }
        if (value.indexOf('\0') >= 0) {
            throw new FieldRangeException(field, "text with a NUL at " + value.indexOf('\0'), "no NUL inside the text");
        }
        MemorySegment.copy(text, 0, segment, ValueLayout.JAVA_BYTE, offset, text.length);
        segment.asSlice(offset + text.length, bytes - text.length).fill((byte) 0);
    }

    /** The names of the bits that are set, joined by {@code |}; bits without a name follow in hexadecimal. */
    public static String names(long bits, String[] names, long[] masks) {
        StringBuilder out = new StringBuilder();
        long rest = bits;
        for (int i = 0; i < masks.length; i++) {
            if ((bits & masks[i]) != 0) {
                out.append(out.isEmpty() ? "" : "|").append(names[i]);
                rest &= ~masks[i];
            }
        }
        if (rest != 0 || out.isEmpty()) {
            out.append(out.isEmpty() ? "" : "|").append(rest == 0 ? "0" : "0x" + Long.toHexString(rest));
        }
        return out.toString();
    }

    private static long inRange(String field, long value, long low, long high) {
        if (value < low || value > high) {
            throw new FieldRangeException(field, Long.toString(value), low + ".." + high);
        }
        return value;
    }
}
