// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.Slot;

/**
 * The driver's end of a ring from the device. All buffers are posted at once, and each again when its message has been taken. Nothing is allocated
 * per message.
 *
 * @param <T> the record that messages are, or begin with
 */
public final class NorthReceiver<T> extends RingEnd {
    private final Buffers buffers;
    private final Payload<T> payload;
    private final T message;
    private final MemorySegment scratch;
    private final Slot slot = new Slot();
    private final RingIterator at;
    private final RingIterator looker;

    /**
     * An end; posts the buffers.
     *
     * @param buffers of this ring alone, all idle, as many as it has slots
     * @throws IllegalArgumentException when there is another number, or a buffer has no room for the least message
     */
    public NorthReceiver(Ioq ring, Buffers buffers, Payload<T> payload) {
        super(ring);
        if (buffers.size() < payload.size() || buffers.count() != ring.count()) {
            throw new IllegalArgumentException(buffers.count() + " buffers of " + buffers.size() + " bytes for " + ring.count() + " slots of messages of "
                    + payload.size());
        }
        this.buffers = buffers;
        this.payload = payload;
        this.message = payload.make();
        this.scratch = payload.scratch(buffers.size());
        this.at = new RingIterator(ring);
        this.looker = new RingIterator(ring);
        // in order, and each slot keeps its buffer: the number of the slot says which, whatever the peer makes of the cookie
        for (int i = 0; i < buffers.count(); i++) {
            int number = buffers.take();
            if (!ring.post(number, buffers.address(number), buffers.size())) {
                throw new PeerDataException("ioq_ring_desc.sown", "the device's", "the driver's in a fresh ring");
            }
        }
    }

    /**
     * Takes messages. Each buffer goes back to the device before the next one is looked at, also when the handler throws. What comes back empty
     * after a flush is posted again without telling the handler. Signals the device if it posted any.
     *
     * @param limit most messages; a fast device can keep a loop going for ever
     * @return how many there were
     * @throws PeerDataException when a message breaks the spec; it is dropped, and what follows it can be polled
     */
    public int poll(MessageHandler<? super T> handler, int limit) {
        int n = 0;
        try {
            while (n < limit && ring.recv(at, slot)) {
                n++;
                take(handler);
            }
        } finally {
            if (n > 0) {
                ring.signal();
            }
        }
        return n;
    }

    private void take(MessageHandler<? super T> handler) {
        int number = at.position();
        long length = slot.len();
        try {
            if (Long.compareUnsigned(length, buffers.size()) > 0) {
                throw new PeerDataException("ioq_ring_desc.len", Long.toUnsignedString(length), "at most " + buffers.size());
            }
            if (length != 0) {
                payload.judge(message, buffers.memory(number), length, scratch);
                handler.message(message, buffers.memory(number), length);
            }
        } finally {
            at.repost(number, buffers.address(number), buffers.size());
        }
    }

    /** Whether {@link #poll} would have a message. */
    @Override
    public boolean isReady() {
        return ring.canRecv(looker);
    }
}
