// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus.connector;

import java.lang.foreign.MemorySegment;
import org.vbus.bus.Region;

/**
 * Memory with what is behind it.
 *
 * @param <M> what that is, such as a mapped file
 */
public final class MappedRegion<M extends AutoCloseable> implements Region {
    private final Holdings holdings;
    private final M mapping;
    private final MemorySegment memory;

    /**
     * A part of it, or all.
     *
     * @param holdings of the bus; keep the mapping until this is closed
     */
    public MappedRegion(Holdings holdings, M mapping, MemorySegment memory) {
        this.holdings = holdings;
        this.mapping = holdings.add(mapping);
        this.memory = memory;
    }

    /** What is behind it. */
    public M mapping() {
        return mapping;
    }

    @Override
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public void close() {
        holdings.release(mapping);
    }
}
