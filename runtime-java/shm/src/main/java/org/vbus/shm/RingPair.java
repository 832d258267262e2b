// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

/** Which pair of indices of a ring. */
public enum RingPair {
    /** Slots that carry a buffer; both ends are the north's. */
    VALID(0),
    /** Slots that carry a message; one end is the south's. */
    INUSE(1),
    /** {@link #VALID}, each push mirrored into {@link #INUSE}: a message with its buffer. */
    BOTH(0);

    final int index;

    RingPair(int index) {
        this.index = index;
    }
}
