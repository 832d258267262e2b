// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import linux.ioq.IoqRingDesc;
import linux.ioq.IoqRingHead;
import linux.shm_signal.ShmLocality;
import linux.shm_signal.ShmSignalDesc;
import org.vbus.runtime.PeerDataException;
import org.vbus.runtime.Windows;

/**
 * This side's view of one ring of descriptors. Whoever owns a slot may touch it and hands it over; two pairs of indices over the same slots
 * only say where to look. Spec: {@code linux.ioq}; the steps and barriers are those of {@code lib/ioq.c} in the kernel tree.
 *
 * <p>Each of the three patterns is a loop over one or two calls, none of which waits:
 * <ul>
 * <li>receive ring, north: {@link #post} until it says no, once; then {@link #recv} and {@link RingIterator#repost}; south: {@link #fill},
 *     {@link RingIterator#done(long)}, {@link #signal()}
 * <li>transmit ring, north: {@link #reap}, {@link #send}, {@link #signal()}; south: {@link #recv}, {@link RingIterator#done()}
 * <li>flush, when the north asks for it by a call of the device: south: {@link #flush}; the buffers come back with a length of 0
 * </ul>
 * A fast peer can keep a loop going for ever: count, and come back later.
 *
 * <p>One thread at a time for each role (fill, receive, send with reap); {@link #signal}, {@link #listen} and the questions by any thread.
 * A ring that the peer broke throws {@link PeerDataException}; nothing has moved then.
 */
public final class Ioq {
    /** Most slots of a ring. */
    public static final int MAX_COUNT = (int) linux.ioq.Ioq.IOQ_MAX_COUNT;

    private static final VarHandle INDEX = ValueLayout.JAVA_INT.varHandle();
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT;

    final Ring ring;
    private final ShmLocality locality;
    private final int count;
    private final ShmSignal signal;
    private final RingIterator flusher;
    private final Slot flushed = new Slot();

    /**
     * Builds this side's object; does not touch the memory.
     *
     * @param memory exactly the ring, which {@link #format} or {@link #check} saw; it stays as long as the object does
     * @param locality this side
     * @param count slots: what {@link #format} was given or {@link #check} said; the one in the memory is not to be trusted a second time
     * @param signal the ring's
     * @throws IllegalArgumentException when these do not fit together
     */
    public Ioq(MemorySegment memory, ShmLocality locality, int count, ShmSignal signal) {
        this(new RingCode(of(memory, locality, count, signal)), locality, count, signal);
    }

    private Ioq(Ring ring, ShmLocality locality, int count, ShmSignal signal) {
        this.ring = ring;
        this.locality = locality;
        this.count = count;
        this.signal = signal;
        this.flusher = new RingIterator(this);
    }

    /**
     * As {@link #Ioq}, with machine code of its own: the memory becomes a constant of it, and a step costs a third or so. That takes some
     * milliseconds and a class for each ring, and time to warm up for each; so it is for rings that carry much and live long.
     */
    public static Ioq dedicated(MemorySegment memory, ShmLocality locality, int count, ShmSignal signal) {
        return new Ioq(RingCode.dedicated(of(memory, locality, count, signal)), locality, count, signal);
    }

    private static RingCode.Of of(MemorySegment memory, ShmLocality locality, int count, ShmSignal signal) {
        bounds(count);
        if (memory.byteSize() != size(count)) {
            throw new IllegalArgumentException("a ring of " + count + " slots has " + size(count) + " bytes, not " + memory.byteSize());
        }
        if (signal.locality() != locality) {
            throw new IllegalArgumentException("the ring is " + locality + "'s, its signal " + signal.locality() + "'s");
        }
        Windows.check("ioq_ring_head", memory, 0, IoqRingHead.SIZE, IoqRingHead.ALIGN);
        return new RingCode.Of(memory, count, locality.value());
    }

    /** Bytes of a ring: the exact length of the shared memory. */
    public static long size(int count) {
        return IoqRingHead.SIZE + count * IoqRingDesc.SIZE;
    }

    /** Where the signal's descriptor lies in a ring's memory. */
    public static MemorySegment signalOf(MemorySegment ring) {
        return ring.asSlice(IoqRingHead.SIGNAL_OFFSET, ShmSignalDesc.SIZE);
    }

    /** Makes a fresh ring, all slots the north's, which does this before it registers the memory. */
    public static void format(MemorySegment memory, int count) {
        bounds(count);
        memory.asSlice(0, size(count)).fill((byte) 0);
        ShmSignal.format(signalOf(memory));
        memory.set(WORD, IoqRingHead.COUNT_OFFSET, count);
        memory.set(WORD, IoqRingHead.VER_OFFSET, (int) IoqRingHead.VER);
        memory.set(WORD, IoqRingHead.MAGIC_OFFSET, (int) IoqRingHead.MAGIC);
    }

    /**
     * Makes sure that a north's memory is a ring that we understand. Does not write.
     *
     * @param most slots that the caller accepts; never more than {@link #MAX_COUNT}
     * @return the number of slots
     * @throws PeerDataException on another magic, version, signal, count or length
     * @throws org.vbus.runtime.WindowException when it is no memory for a ring
     */
    public static int check(MemorySegment memory, int most) {
        Windows.check("ioq_ring_head", memory, 0, IoqRingHead.SIZE, IoqRingHead.ALIGN);
        ShmSignal.expect("ioq_ring_head.magic", memory.get(WORD, IoqRingHead.MAGIC_OFFSET), (int) IoqRingHead.MAGIC);
        ShmSignal.expect("ioq_ring_head.ver", memory.get(WORD, IoqRingHead.VER_OFFSET), (int) IoqRingHead.VER);
        ShmSignal.check(signalOf(memory));
        int count = (int) INDEX.getOpaque(memory, IoqRingHead.COUNT_OFFSET);
        int limit = Math.min(most, MAX_COUNT);
        if (count < 1 || count > limit) {
            throw new PeerDataException("ioq_ring_head.count", Integer.toUnsignedString(count), "1 to " + limit);
        }
        if (memory.byteSize() != size(count)) {
            throw new PeerDataException("the ring's memory", memory.byteSize() + " bytes", size(count) + " for " + count + " slots");
        }
        return count;
    }

    private static void bounds(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("a ring has 1 to " + MAX_COUNT + " slots, not " + count);
        }
    }

    /** Number of slots. */
    public int count() {
        return count;
    }

    /** This side. */
    public ShmLocality locality() {
        return locality;
    }

    // ---- signals

    /** Tells the peer that the ring changed. */
    public void signal() {
        signal.inject();
    }

    /** Hears of the peer's signals, missed ones at once, or masks them. */
    public void listen(boolean on) {
        if (on) {
            signal.enable();
        } else {
            signal.disable();
        }
    }

    /** Chooses who hears: as {@link ShmSignal#onSignal}. */
    public void onSignal(Runnable listener) {
        signal.onSignal(listener);
    }

    /** Hears of the peer no more: as {@link ShmSignal#stop()}. The ring itself stays usable, for instance to reap it. */
    public void stop() {
        signal.stop();
    }

    // ---- the patterns

    /**
     * Gives the south an empty buffer (receive ring, north).
     *
     * @param cookie comes back with the buffer
     * @param ptr its address
     * @param len its capacity in bytes
     * @return whether there was a slot without a buffer
     */
    public boolean post(long cookie, long ptr, long len) {
        return ring.append(false, cookie, ptr, len);
    }

    /**
     * Sends one message (transmit ring, north). Does not signal.
     *
     * @param cookie comes back with {@link #reap}
     * @param ptr the message's address
     * @param len its length in bytes
     * @return whether a slot was free
     */
    public boolean send(long cookie, long ptr, long len) {
        return ring.append(true, cookie, ptr, len);
    }

    /**
     * Takes back the oldest message that was sent (transmit ring, north).
     *
     * @param into the slot as it came back
     * @return whether one did
     */
    public boolean reap(Slot into) {
        return ring.reap(into, false);
    }

    /** Takes back the oldest message whoever has it: only when the peer is gone. */
    public boolean reapForced(Slot into) {
        return ring.reap(into, true);
    }

    /**
     * Looks at the oldest message (transmit ring in the south, receive ring in the north). It stays until {@link RingIterator#done()} or
     * {@link RingIterator#repost}.
     *
     * @param at then stands there
     * @param into the message's slot
     * @return whether there is one
     */
    public boolean recv(RingIterator at, Slot into) {
        return at.stand(ring, ring.data(into));
    }

    /**
     * Looks at the next empty buffer (receive ring, south).
     *
     * @param at then stands there, for {@link RingIterator#done(long)}
     * @param into its slot, the length being the capacity
     * @return whether there is one
     */
    public boolean fill(RingIterator at, Slot into) {
        return at.stand(ring, ring.room(into));
    }

    /**
     * Returns all empty buffers with a length of 0 and signals (receive ring, south). A north that posts them again at once does not hold us.
     *
     * @return how many
     */
    public int flush() {
        int n = 0;
        while (n < count && fill(flusher, flushed) && flusher.done(0)) {
            n++;
        }
        if (n > 0) {
            signal();
        }
        return n;
    }

    // ---- questions, for waiting: true also for a ring that is broken, which the next call then says

    /** Would {@link #recv} have a message? */
    public boolean canRecv(RingIterator at) {
        return at.stand(ring, ring.data(null));
    }

    /** Would {@link #fill} have a buffer? */
    public boolean canFill(RingIterator at) {
        return at.stand(ring, ring.room(null));
    }

    /**
     * Would {@link #reap} have something, for a sender that found no room?
     *
     * @param at stays where it is: what is reaped needs no position
     */
    public boolean canReap(RingIterator at) {
        return ring.canReap();
    }

    /**
     * Slots between the ends of a pair, up to what the peer does meanwhile.
     *
     * @throws PeerDataException when the peer broke the pair
     */
    public int used(RingPair pair) {
        return ring.used(pair.index);
    }
}
