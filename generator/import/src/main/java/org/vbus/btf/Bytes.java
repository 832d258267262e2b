// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes that may be fewer than they claim: every access is checked, and one that does not fit says which. */
final class Bytes {
    private final ByteBuffer buffer;
    private final String name;

    Bytes(byte[] bytes, ByteOrder order, String name) {
        this.buffer = ByteBuffer.wrap(bytes).order(order);
        this.name = name;
    }

    long size() {
        return buffer.capacity();
    }

    long u8(long at) throws BadObjectException {
        return buffer.get(checked(at, 1)) & 0xffL;
    }

    long u16(long at) throws BadObjectException {
        return buffer.getShort(checked(at, 2)) & 0xffffL;
    }

    long u32(long at) throws BadObjectException {
        return buffer.getInt(checked(at, 4)) & 0xffff_ffffL;
    }

    long s32(long at) throws BadObjectException {
        return buffer.getInt(checked(at, 4));
    }

    /** As a signed number: no file has an offset beyond. */
    long s64(long at) throws BadObjectException {
        return buffer.getLong(checked(at, 8));
    }

    byte[] slice(long at, long length) throws BadObjectException {
        byte[] slice = new byte[(int) length(at, length)];
        buffer.get((int) at, slice);
        return slice;
    }

    /** The text that ends with the next NUL. */
    String text(long at) throws BadObjectException {
        int from = checked(at, 1);
        int end = from;
        while (end < buffer.capacity() && buffer.get(end) != 0) {
            end++;
        }
        if (end == buffer.capacity()) {
            throw new BadObjectException(name + ": the text at " + at + " has no end");
        }
        return new String(buffer.array(), from, end - from, StandardCharsets.UTF_8);
    }

    private int checked(long at, int length) throws BadObjectException {
        length(at, length);
        return (int) at;
    }

    private long length(long at, long length) throws BadObjectException {
        if (at < 0 || length < 0 || at > buffer.capacity() - length) {
            throw new BadObjectException(name + ": " + length + " bytes at " + at + " are outside of its " + buffer.capacity());
        }
        return length;
    }
}
