// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

import java.math.BigInteger;

/** The scalars of the language. The enum's name in lower case is the keyword. */
public enum Scalar {
    U8(1, false, ByteOrder.NATIVE), U16(2, false, ByteOrder.NATIVE), U32(4, false, ByteOrder.NATIVE), U64(8, false, ByteOrder.NATIVE),
    S8(1, true, ByteOrder.NATIVE), S16(2, true, ByteOrder.NATIVE), S32(4, true, ByteOrder.NATIVE), S64(8, true, ByteOrder.NATIVE),
    LE16(2, false, ByteOrder.LITTLE), LE32(4, false, ByteOrder.LITTLE), LE64(8, false, ByteOrder.LITTLE),
    BE16(2, false, ByteOrder.BIG), BE32(4, false, ByteOrder.BIG), BE64(8, false, ByteOrder.BIG),
    /** Little-endian for a modern device, the guest's own order for a legacy one. */
    VIRTIO16(2, false, ByteOrder.VIRTIO), VIRTIO32(4, false, ByteOrder.VIRTIO), VIRTIO64(8, false, ByteOrder.VIRTIO),
    CHAR(1, false, ByteOrder.NATIVE), BOOL(1, false, ByteOrder.NATIVE);

    /** How the bytes of a scalar are ordered in memory. */
    public enum ByteOrder { NATIVE, LITTLE, BIG, VIRTIO }

    private final int bytes;
    private final boolean signed;
    private final ByteOrder order;

    Scalar(int bytes, boolean signed, ByteOrder order) {
        this.bytes = bytes;
        this.signed = signed;
        this.order = order;
    }

    /** Size in bytes: 1, 2, 4 or 8. */
    public int bytes() {
        return bytes;
    }

    public boolean signed() {
        return signed;
    }

    public ByteOrder order() {
        return order;
    }

    /** The keyword of the language. */
    public String keyword() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Least value that fits. */
    public BigInteger min() {
        return signed ? BigInteger.ONE.shiftLeft(bytes * 8 - 1).negate() : BigInteger.ZERO;
    }

    /** Greatest value that fits. */
    public BigInteger max() {
        return this == BOOL ? BigInteger.ONE : BigInteger.ONE.shiftLeft(bytes * 8 - (signed ? 1 : 0)).subtract(BigInteger.ONE);
    }

    public boolean holds(BigInteger value) {
        return value.compareTo(min()) >= 0 && value.compareTo(max()) <= 0;
    }
}
