// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

/**
 * What the two ends do to the memory of a ring, each step whole: what it reads of the shared words it reads once, checks, and then uses.
 * A step that finds the ring broken throws {@link org.vbus.runtime.PeerDataException} and has moved nothing.
 */
abstract class Ring {
    /** Appends a buffer to {@code valid}, a message to {@code inuse} too, and hands the slot over. @return whether a slot was free */
    abstract boolean append(boolean message, long cookie, long ptr, long len);

    /** Takes the oldest buffer off {@code valid}; its slot stays whose it is. @return whether one came back */
    abstract boolean reap(Slot into, boolean force);

    /** Would {@link #reap} have something? */
    abstract boolean canReap();

    /** Position of the oldest message of {@code inuse}; copied unless there is nowhere to. @return {@code ~position} if there is none that is ours */
    abstract int data(Slot into);

    /** Position of the next slot to append to {@code inuse}; copied unless there is nowhere to. @return {@code ~position} if it is not ours */
    abstract int room(Slot into);

    /** Takes the slot off {@code inuse} and hands it over. @return false unless it is the oldest one, and ours */
    abstract boolean pop(int position);

    /** As {@link #pop}, with a fresh buffer. */
    abstract boolean repost(int position, long cookie, long ptr, long len);

    /** Appends the slot to {@code inuse} with that length and hands it over. @return false unless it is the next one, and ours */
    abstract boolean push(int position, long len);

    /** Does the slot belong to this side? Then all that the peer wrote before it let go is seen. */
    abstract boolean mine(int position);

    /** Slots between the ends of a pair. */
    abstract int used(int index);

    abstract int next(int position);
}
