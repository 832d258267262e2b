// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.Slot;

/**
 * The device's end of a ring from the driver.
 *
 * @param <T> the record that messages are, or begin with
 */
public final class SouthReceiver<T> extends RingEnd {
    private final NorthMemory north;
    private final Payload<T> payload;
    private final T message;
    private final MemorySegment scratch;
    private final long most;
    private final Slot slot = new Slot();
    private final RingIterator at;
    private final RingIterator looker;

    /**
     * An end.
     *
     * @param most bytes of a message that is taken
     */
    public SouthReceiver(Ioq ring, NorthMemory north, Payload<T> payload, long most) {
        super(ring);
        this.north = north;
        this.payload = payload;
        this.message = payload.make();
        this.most = Math.max(most, payload.size());
        this.scratch = payload.scratch(this.most);
        this.at = new RingIterator(ring);
        this.looker = new RingIterator(ring);
    }

    /**
     * Takes messages. Each goes back to the driver when its handler returns, also when that throws. Does not signal: {@link #signal} tells the driver
     * that there is room.
     *
     * @param limit most messages; a fast driver can keep a loop going for ever
     * @return how many there were
     * @throws PeerDataException when a message does not lie in the driver's memory, is too long or breaks the spec; it is dropped, and what
     *         follows it can be polled
     */
    public int poll(MessageHandler<? super T> handler, int limit) {
        int n = 0;
        while (n < limit && ring.recv(at, slot)) {
            n++;
            try {
                take(handler, slot.ptr(), slot.len());
            } finally {
                at.done();
            }
        }
        return n;
    }

    private void take(MessageHandler<? super T> handler, long address, long length) {
        if (Long.compareUnsigned(length, most) > 0) {
            throw new PeerDataException("ioq_ring_desc.len", Long.toUnsignedString(length), "at most " + most);
        }
        MemorySegment bytes = north.at(address, length);
        payload.judge(message, bytes, length, scratch);
        handler.message(message, bytes, length);
    }

    /** Whether {@link #poll} would have a message. */
    @Override
    public boolean isReady() {
        return ring.canRecv(looker);
    }
}
