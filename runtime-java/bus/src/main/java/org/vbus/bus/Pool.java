// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import java.util.TreeMap;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/**
 * Deals out the one pool of a member, as buffers for its rings and as single pieces. All methods may be called by any thread; none of them is
 * called for a message.
 */
public final class Pool {
    /** Pieces begin on multiples of it, so that no two share a line of a cache and every record may begin one. */
    public static final long ALIGN = 64;

    private final Region region;
    /** Free pieces, their lengths by their begins; no two touch. */
    private final TreeMap<Long, Long> free = new TreeMap<>();

    /** Deals out all of a region, which nobody else does. */
    public Pool(Region region) {
        this.region = region;
        long bytes = region.size() & -ALIGN;
        if (bytes > 0) {
            free.put(0L, bytes);
        }
    }

    /**
     * Makes a member's pool.
     *
     * @param bytes at least 1
     * @throws ErrnoException as {@link Bus#pool}
     */
    public static Pool of(Bus bus, long bytes) {
        return new Pool(bus.pool(bytes));
    }

    /**
     * Buffers of one size, for a ring or for what the messages of one point to.
     *
     * @param count at least 1
     * @param bytes of each, at least 1
     * @throws ErrnoException {@code ENOMEM} when the pool has no room
     */
    public Buffers buffers(int count, long bytes) {
        if (count < 1 || bytes < 1) {
            throw new IllegalArgumentException(count + " buffers of " + bytes + " bytes");
        }
        return new Buffers(this, count, bytes);
    }

    /** Bytes from one buffer to the next. */
    static long stride(long bytes) {
        return Math.addExact(bytes, ALIGN - 1) & -ALIGN;
    }

    MemorySegment memory() {
        return region.memory();
    }

    synchronized long take(long bytes) {
        for (var piece : free.entrySet()) {
            long begin = piece.getKey();
            long length = piece.getValue();
            if (length >= bytes) {
                free.remove(begin);
                if (length > bytes) {
                    free.put(begin + bytes, length - bytes);
                }
                return begin;
            }
        }
        throw new ErrnoException("pool(" + bytes + " bytes of " + region.size() + ")", Errno.ENOMEM);
    }

    synchronized void give(long begin, long bytes) {
        long from = begin;
        long length = bytes;
        Long next = free.remove(begin + bytes);
        if (next != null) {
            length += next;
        }
        var before = free.lowerEntry(begin);
        if (before != null && before.getKey() + before.getValue() == begin) {
            from = before.getKey();
            length += before.getValue();
        }
        free.put(from, length);
    }

    /** Bytes that are free, in however many pieces. */
    public synchronized long free() {
        return free.values().stream().mapToLong(Long::longValue).sum();
    }
}
