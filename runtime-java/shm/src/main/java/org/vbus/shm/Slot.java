// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

/** A copy of a slot. Made once and filled again and again; the values are the peer's. */
public final class Slot {
    long cookie;
    long ptr;
    long len;
    boolean valid;

    /** What the north put there, to know the buffer by. The peer could have changed it: an index is better than a pointer. */
    public long cookie() {
        return cookie;
    }

    /** Address of the buffer, in the north's terms. */
    public long ptr() {
        return ptr;
    }

    /** Bytes: capacity or length on the way there, bytes used on the way back; without a sign. */
    public long len() {
        return len;
    }

    /** The slot carries a buffer. */
    public boolean valid() {
        return valid;
    }
}
