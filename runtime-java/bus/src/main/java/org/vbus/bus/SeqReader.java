// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Reads a region that the peer writes under a sequence counter. Any thread, each with a record of its own; nothing is allocated.
 *
 * @param <T> the record in the region
 */
public final class SeqReader<T> {
    private final SeqRegion region;
    private final Function<T, MemorySegment> segment;
    private final ToLongFunction<T> offset;
    private final Payload.Step<T> check;

    /**
     * A reader; for generated code.
     *
     * @param memory exactly the region
     * @param order of the counter's bytes
     * @param segment where a record looks
     * @param offset where in it
     * @param check judges a record
     */
    public SeqReader(MemorySegment memory, ByteOrder order, Function<T, MemorySegment> segment, ToLongFunction<T> offset, Payload.Step<T> check) {
        this.region = new SeqRegion(memory, order);
        this.segment = segment;
        this.offset = offset;
        this.check = check;
    }

    /**
     * Copies the region as the peer wrote it last. Looks again while it is being written, a thousand times at most.
     *
     * @param into private memory; anything unless this returns true
     * @return false when the peer was writing all the time
     * @throws org.vbus.runtime.PeerDataException when what the peer wrote breaks the spec
     */
    public boolean read(T into) {
        if (!region.read(segment.apply(into), offset.applyAsLong(into))) {
            return false;
        }
        check.on(into);
        return true;
    }
}
