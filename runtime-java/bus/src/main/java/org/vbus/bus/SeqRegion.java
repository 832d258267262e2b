// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.vbus.runtime.Windows;

/**
 * The two halves of a region that begins with a sequence counter: odd while its writer writes the rest. What {@code linux/vbus_seqlock.h} does in
 * kernels; the barriers pair with its own.
 */
final class SeqRegion {
    /** A writer that dies in the middle must not hold a reader for ever. */
    private static final int TRIES = 1000;
    private static final VarHandle COUNTER = ValueLayout.JAVA_INT.varHandle();

    private final MemorySegment memory;
    private final boolean swapped;

    SeqRegion(MemorySegment memory, ByteOrder order) {
        Windows.check("sequence counter", memory, 0, Integer.BYTES, Integer.BYTES);
        this.memory = memory;
        this.swapped = order != ByteOrder.nativeOrder();
    }

    long size() {
        return memory.byteSize();
    }

    boolean read(MemorySegment to, long offset) {
        for (int tries = 0; tries < TRIES; tries++) {
            int before = (int) COUNTER.getOpaque(memory, 0L);
            if ((number(before) & 1) == 0) {
                // pairs with the second fence of write
                VarHandle.loadLoadFence();
                MemorySegment.copy(memory, 0, to, offset, size());
                // pairs with the first fence of write
                VarHandle.loadLoadFence();
                if ((int) COUNTER.getOpaque(memory, 0L) == before) {
                    // the peer may have changed it in between
                    to.set(ValueLayout.JAVA_INT_UNALIGNED, offset, before);
                    return true;
                }
            }
            Thread.onSpinWait();
        }
        return false;
    }

    void write(MemorySegment from, long offset) {
        // odd whatever the peer made of it
        int odd = number((int) COUNTER.getOpaque(memory, 0L)) + 1 | 1;
        COUNTER.setOpaque(memory, 0L, number(odd));
        // pairs with the second fence of read
        VarHandle.storeStoreFence();
        MemorySegment.copy(from, offset + Integer.BYTES, memory, Integer.BYTES, size() - Integer.BYTES);
        // pairs with the first fence of read
        VarHandle.storeStoreFence();
        COUNTER.setOpaque(memory, 0L, number(odd + 1));
    }

    private int number(int raw) {
        return swapped ? Integer.reverseBytes(raw) : raw;
    }
}
