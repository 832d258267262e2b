// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.Slot;

/**
 * The driver's end of a ring to the device: {@link #claim} a buffer, fill it, {@link #send}, and {@link #signal} after a batch. Buffers that come
 * back are reaped when one is asked for, or by {@link #reap}. Nothing is allocated per message.
 *
 * @param <T> the record that messages are, or begin with
 */
public final class NorthSender<T> extends RingEnd {
    private final Buffers buffers;
    private final Payload<T> payload;
    private final T message;
    private final Slot slot = new Slot();
    private final RingIterator looker;
    private int claimed = -1;

    /**
     * An end.
     *
     * @param buffers of this ring alone; as many as the ring has slots, if none shall ever wait for another
     * @throws IllegalArgumentException when a buffer has no room for the least message
     */
    public NorthSender(Ioq ring, Buffers buffers, Payload<T> payload) {
        super(ring);
        if (buffers.size() < payload.size()) {
            throw new IllegalArgumentException("buffers of " + buffers.size() + " bytes for messages of " + payload.size());
        }
        this.buffers = buffers;
        this.payload = payload;
        this.message = payload.make();
        this.looker = new RingIterator(ring);
    }

    /**
     * Takes a buffer, unless one is claimed already. Its record is as {@code init} makes it.
     *
     * @return false when the device has them all
     */
    public boolean claim() {
        if (claimed >= 0) {
            return true;
        }
        if (buffers.idle() == 0 && reap() == 0) {
            return false;
        }
        claimed = buffers.take();
        if (claimed < 0) {
            return false;
        }
        payload.begin(message, buffers.memory(claimed));
        return true;
    }

    /** The record at the begin of the claimed buffer; null on a ring of plain bytes. */
    public T message() {
        return message;
    }

    /** The claimed buffer, with what an earlier message left. */
    public MemorySegment buffer() {
        return buffers.memory(isClaimed());
    }

    /** The address of the claimed buffer, for records that point into it. */
    public long address() {
        return buffers.address(isClaimed());
    }

    /**
     * Sends the claimed buffer as one record. Does not signal.
     *
     * @return false when the ring has no free slot, which it only lacks with fewer slots than buffers; the buffer stays claimed
     */
    public boolean send() {
        return send(payload.size());
    }

    /**
     * Sends the claimed buffer. Does not signal.
     *
     * @param bytes of the message
     * @return as {@link #send()}
     * @throws IllegalArgumentException when no such message has that length
     */
    public boolean send(long bytes) {
        int number = isClaimed();
        payload.fits(bytes, buffers.size());
        if (!ring.send(number, buffers.address(number), bytes)) {
            return false;
        }
        claimed = -1;
        return true;
    }

    private int isClaimed() {
        if (claimed < 0) {
            throw new IllegalStateException("no buffer is claimed");
        }
        return claimed;
    }

    /**
     * Takes buffers back that the device is done with.
     *
     * @return how many
     */
    public int reap() {
        int n = 0;
        // not for ever: one that is reaped can be sent again
        while (n < ring.count() && ring.reap(slot)) {
            long number = slot.cookie();
            if (!buffers.isTaken(number) || number == claimed) {
                throw new PeerDataException("ioq_ring_desc.cookie", Long.toString(number), "that of a buffer that was sent");
            }
            buffers.give((int) number);
            n++;
        }
        return n;
    }

    /** Whether {@link #claim} would have a buffer. */
    @Override
    public boolean isReady() {
        return claimed >= 0 || buffers.idle() > 0 || ring.canReap(looker);
    }

    /** Messages that the device has, or had without their being reaped. */
    public int pending() {
        return buffers.count() - buffers.idle() - (claimed >= 0 ? 1 : 0);
    }
}
