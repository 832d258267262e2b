// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

/**
 * A position in a ring, between looking at a slot and handing it over. Made once and used again and again, by one thread at a time.
 * A ring that the peer broke is a {@link org.vbus.runtime.PeerDataException} here too.
 */
public final class RingIterator {
    private static final int NOWHERE = -1;

    private Ring ring;
    private int position = NOWHERE;

    /** A position in this ring, or in another one as soon as that is asked for a slot. */
    public RingIterator(Ioq ring) {
        this.ring = ring.ring;
    }

    /** Stands there, or at {@code ~at}, where nothing is to be had yet. @return whether there is */
    boolean stand(Ring in, int at) {
        // a store of a reference costs more than the look
        if (ring != in) {
            ring = in;
        }
        position = at >= 0 ? at : ~at;
        return at >= 0;
    }

    /** Number of the slot, from 0; for the buffer that belongs to it. */
    public int position() {
        return position;
    }

    /** Does the slot belong to this side? Then all that the peer wrote before it let go is seen. */
    public boolean mine() {
        return position >= 0 && ring.mine(position);
    }

    /**
     * Returns the slot of a message with its buffer, and stands at the next one.
     *
     * @return false unless this stands at a message that is ours
     */
    public boolean done() {
        return moved(position >= 0 && ring.pop(position));
    }

    /**
     * Returns the slot of a message with a fresh buffer (receive ring, north).
     *
     * @return as {@link #done()}
     */
    public boolean repost(long cookie, long ptr, long len) {
        return moved(position >= 0 && ring.repost(position, cookie, ptr, len));
    }

    /**
     * Sends a buffer that was filled (receive ring, south).
     *
     * @param used bytes written, at most the capacity
     * @return false unless this stands at a buffer that is ours
     */
    public boolean done(long used) {
        return moved(position >= 0 && ring.push(position, used));
    }

    private boolean moved(boolean done) {
        if (done) {
            position = ring.next(position);
        }
        return done;
    }
}
