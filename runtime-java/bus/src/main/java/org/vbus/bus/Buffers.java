// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;

/**
 * Buffers of one size in a member's pool, numbered from 0. Nothing is allocated when one is taken or given back. One thread at a time, except for
 * {@link #memory} and {@link #address}.
 */
public final class Buffers implements AutoCloseable {
    private final Pool pool;
    private final long begin;
    private final long stride;
    private final long size;
    private final MemorySegment[] memory;
    private final int[] idle;
    private final boolean[] taken;
    private int idleCount;
    private boolean closed;

    Buffers(Pool pool, int count, long bytes) {
        this.pool = pool;
        this.size = bytes;
        this.stride = Pool.stride(bytes);
        this.memory = new MemorySegment[count];
        this.idle = new int[count];
        this.taken = new boolean[count];
        this.begin = pool.take(Math.multiplyExact(stride, count));
        for (int i = 0; i < count; i++) {
            memory[i] = pool.memory().asSlice(begin + i * stride, bytes);
            // the lowest is taken first
            idle[i] = count - 1 - i;
        }
        idleCount = count;
    }

    /** How many there are. */
    public int count() {
        return memory.length;
    }

    /** Bytes of each. */
    public long size() {
        return size;
    }

    /** How many can be taken. */
    public int idle() {
        return idleCount;
    }

    /**
     * Takes one.
     *
     * @return its number, or -1 when all are taken
     */
    public int take() {
        if (closed || idleCount == 0) {
            return -1;
        }
        int number = idle[--idleCount];
        taken[number] = true;
        return number;
    }

    /**
     * Gives one back.
     *
     * @throws IllegalArgumentException unless it is taken
     */
    public void give(int number) {
        if (!isTaken(number)) {
            throw new IllegalArgumentException("buffer " + number + " is not taken");
        }
        taken[number] = false;
        idle[idleCount++] = number;
    }

    /** Whether a number, which a peer may have made up, is that of a buffer that is taken. */
    public boolean isTaken(long number) {
        return number >= 0 && number < taken.length && taken[(int) number];
    }

    /** The bytes of one. */
    public MemorySegment memory(int number) {
        return memory[number];
    }

    /** The address of one, as slots and records have it. */
    public long address(int number) {
        return begin + number * stride;
    }

    /** Gives the memory back to the pool. No device may have one of them. A second time it does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            idleCount = 0;
            pool.give(begin, stride * memory.length);
        }
    }
}
