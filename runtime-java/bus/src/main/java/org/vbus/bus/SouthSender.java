// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.Slot;

/**
 * The device's end of a ring to the driver: {@link #claim} an empty buffer of the driver's, fill it, {@link #send}, and {@link #signal} after a
 * batch. Records are built in private memory, so that what the driver does to its buffer cannot disturb.
 *
 * @param <T> the record that messages are, or begin with
 */
public final class SouthSender<T> extends RingEnd {
    private final NorthMemory north;
    private final Payload<T> payload;
    private final T message;
    private final MemorySegment scratch;
    private final Slot slot = new Slot();
    private final RingIterator at;
    private final RingIterator looker;
    private MemorySegment buffer;

    /**
     * An end.
     *
     * @param most bytes of a message with an array at its end; of no meaning for others
     */
    public SouthSender(Ioq ring, NorthMemory north, Payload<T> payload, long most) {
        super(ring);
        this.north = north;
        this.payload = payload;
        this.message = payload.make();
        this.scratch = payload.scratch(Math.max(most, payload.size()));
        this.at = new RingIterator(ring);
        this.looker = new RingIterator(ring);
    }

    /**
     * Takes the next empty buffer, unless one is claimed already. The record is as {@code init} makes it.
     *
     * @return false when the driver has posted none
     * @throws PeerDataException when the buffer does not lie in the driver's memory; it has gone back empty
     */
    public boolean claim() {
        if (buffer != null) {
            return true;
        }
        if (!ring.fill(at, slot)) {
            return false;
        }
        try {
            buffer = north.at(slot.ptr(), slot.len());
        } catch (PeerDataException e) {
            at.done(0);
            throw e;
        }
        payload.begin(message, scratch);
        return true;
    }

    /** The record of the claimed message, in private memory; null on a ring of plain bytes. */
    public T message() {
        return message;
    }

    /**
     * The claimed buffer, for the bytes of a message, those that follow its record included. The driver can read and write it. Records that are
     * built in {@link #message} stand in its begin once they are sent.
     */
    public MemorySegment buffer() {
        isClaimed();
        return buffer;
    }

    /** Room for the claimed message, in bytes. */
    public long room() {
        isClaimed();
        return buffer.byteSize();
    }

    /** Sends the claimed buffer as one record. Does not signal. */
    public void send() {
        send(payload.size());
    }

    /**
     * Sends the claimed buffer. Does not signal.
     *
     * @param bytes of the message
     * @throws IllegalArgumentException when no such message has that length; the buffer stays claimed
     * @throws PeerDataException when the driver's buffer has no room for it, and then has gone back empty; or the ring is broken
     */
    public void send(long bytes) {
        isClaimed();
        long built = payload.judged(bytes);
        payload.fits(bytes, built > scratch.byteSize() ? scratch.byteSize() : bytes);
        long room = buffer.byteSize();
        if (bytes > room) {
            drop();
            throw new PeerDataException("ioq_ring_desc.len", Long.toString(room), "at least " + bytes + ", as long as the message");
        }
        if (!payload.isBytes()) {
            MemorySegment.copy(scratch, 0, buffer, 0, built);
        }
        buffer = null;
        at.done(bytes);
    }

    /** Gives the claimed buffer back empty. */
    public void drop() {
        isClaimed();
        buffer = null;
        at.done(0);
    }

    private void isClaimed() {
        if (buffer == null) {
            throw new IllegalStateException("no buffer is claimed");
        }
    }

    /**
     * Gives all empty buffers back with a length of 0, the claimed one too, and signals.
     *
     * @return how many
     */
    public int flush() {
        int n = 0;
        if (buffer != null) {
            drop();
            n = 1;
        }
        int rest = ring.flush();
        if (rest == 0 && n > 0) {
            ring.signal();
        }
        return n + rest;
    }

    /** Whether {@link #claim} would have a buffer. */
    @Override
    public boolean isReady() {
        return buffer != null || ring.canFill(looker);
    }
}
