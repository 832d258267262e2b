// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

/**
 * A position in a ring, between looking at a slot and handing it over. Made once and used again and again, by one thread at a time.
 * A ring that the peer broke is a {@link org.vbus.runtime.PeerDataException} here too.
 */
public final class RingIterator {
    private Ioq ring;
    private RingPair pair = RingPair.VALID;
    private int position = -1;

    // the last reading of the pair, checked
    int head;
    int tail;
    boolean full;

    /** A position in this ring, or in another one as soon as that is asked for a slot. */
    public RingIterator(Ioq ring) {
        this.ring = ring;
    }

    void of(Ioq other) {
        ring = other;
    }

    void on(RingPair of) {
        pair = of;
        position = -1;
    }

    void stand(int at) {
        position = at;
    }

    void load() {
        ring.read(pair.index, this);
    }

    long slot() {
        return ring.slot(position);
    }

    int used() {
        if (head == tail) {
            return full ? ring.count() : 0;
        }
        return tail > head ? tail - head : ring.count() - head + tail;
    }

    /**
     * Is there no room to push a slot that is ours? Of valid both ends are the north's, and full says so. Of inuse a full that was set too early
     * may outlive the head's catching up with the tail by a moment; but a slot that changes hands is ours only after its pop.
     */
    boolean crowded(boolean flips) {
        return (pair.index != RingPair.INUSE.index || !flips) && full && head == tail;
    }

    /** Number of the slot, from 0; for the buffer that belongs to it. */
    public int position() {
        return position;
    }

    /** Does the slot belong to this side? Then all that the peer wrote before it let go is seen. */
    public boolean mine() {
        return position >= 0 && ring.mine(slot());
    }

    boolean read(Slot into) {
        if (!mine()) {
            return false;
        }
        ring.copy(slot(), into);
        return true;
    }

    boolean write(long cookie, long ptr, long len) {
        if (!mine()) {
            return false;
        }
        ring.put(slot(), cookie, ptr, len);
        return true;
    }

    /**
     * Returns the slot of a message with its buffer, and stands at the next one.
     *
     * @return false unless this stands at a message that is ours
     */
    public boolean done() {
        return pop(false, true);
    }

    /**
     * Returns the slot of a message with a fresh buffer (receive ring, north).
     *
     * @return as {@link #done()}
     */
    public boolean repost(long cookie, long ptr, long len) {
        return write(cookie, ptr, len) && pop(false, true);
    }

    /**
     * Sends a buffer that was filled (receive ring, south).
     *
     * @param used bytes written, at most the capacity
     * @return false unless this stands at a buffer that is ours
     */
    public boolean done(long used) {
        if (!mine()) {
            return false;
        }
        ring.putLength(slot(), used);
        return push();
    }

    /** Appends the slot to the pair and hands it over. */
    boolean push() {
        if (position < 0) {
            return false;
        }
        load();
        if (position != tail || crowded(true) || !mine()) {
            return false;
        }
        int validHead = head;
        int validTail = tail;
        if (pair == RingPair.BOTH) {
            ring.read(RingPair.INUSE.index, this);
            if (tail != validTail) {
                throw ring.drift(validTail, tail);
            }
        }
        ring.moveTail(pair.index, validHead, validTail);
        if (pair == RingPair.BOTH) {
            ring.moveTail(RingPair.INUSE.index, head, tail);
        }
        ring.give(slot());
        position = ring.next(position);
        return true;
    }

    /** Takes the slot off the pair and hands it over, unless the pair's slots do not change hands so. */
    boolean pop(boolean force, boolean flips) {
        // first the owner: its slot's indices are then seen as well
        if (position < 0 || !mine() && !force) {
            return false;
        }
        load();
        if (position != head || used() == 0) {
            return false;
        }
        ring.moveHead(pair.index, head, full);
        if (flips) {
            ring.give(slot());
        }
        position = ring.next(position);
        return true;
    }
}
