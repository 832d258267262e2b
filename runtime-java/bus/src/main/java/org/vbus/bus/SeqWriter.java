// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Writes a region that the peer reads under a sequence counter. Nothing is allocated.
 *
 * @param <T> the record in the region
 */
public final class SeqWriter<T> {
    private final SeqRegion region;
    private final Function<T, MemorySegment> segment;
    private final ToLongFunction<T> offset;

    /**
     * A writer; for generated code.
     *
     * @param memory exactly the region
     * @param order of the counter's bytes
     * @param segment where a record looks
     * @param offset where in it
     */
    public SeqWriter(MemorySegment memory, ByteOrder order, Function<T, MemorySegment> segment, ToLongFunction<T> offset) {
        this.region = new SeqRegion(memory, order);
        this.segment = segment;
        this.offset = offset;
    }

    /**
     * Writes all of the region. Any thread, one after the other.
     *
     * @param from its counter is not looked at
     */
    public synchronized void write(T from) {
        region.write(segment.apply(from), offset.applyAsLong(from));
    }
}
