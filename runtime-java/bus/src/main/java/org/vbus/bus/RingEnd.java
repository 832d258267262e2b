// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.util.function.BooleanSupplier;
import org.vbus.shm.Ioq;

/**
 * One side's end of a ring of messages. One thread at a time moves messages and asks whether it can; {@link #signal}, {@link #listen} and {@link #mute} by any thread.
 * A ring that the peer broke throws {@link org.vbus.runtime.PeerDataException}.
 */
public abstract sealed class RingEnd permits NorthSender, NorthReceiver, SouthSender, SouthReceiver {
    final Ioq ring;
    private final BooleanSupplier ready = this::isReady;

    RingEnd(Ioq ring) {
        this.ring = ring;
    }

    /** The ring itself, for {@link Idle#blocking}; its slots are this object's to move. */
    public final Ioq ring() {
        return ring;
    }

    /** Tells the peer that the ring changed: once for a batch. */
    public final void signal() {
        ring.signal();
    }

    /**
     * Hears of the peer's signals. The listener runs in the bus's thread, never twice at once: it wakes somebody, or moves messages if nobody else
     * does.
     *
     * @throws IllegalStateException when another one listens
     */
    public final void listen(Runnable listener) {
        ring.onSignal(listener);
        ring.listen(true);
    }

    /** Masks the peer's signals; {@link #unmute} delivers what came meanwhile. */
    public final void mute() {
        ring.listen(false);
    }

    /** Hears of the peer again. */
    public final void unmute() {
        ring.listen(true);
    }

    /**
     * Waits until {@link #isReady}.
     *
     * @param nanos the longest, {@link Idle#FOREVER} for no end
     * @return whether it is
     */
    public final boolean await(Idle idle, long nanos) {
        return idle.await(ready, nanos);
    }

    /** Whether the next step may succeed; true also for a ring that is broken, which that step then says. */
    public abstract boolean isReady();

    /** Hears of the peer no more: when this returns no listener runs, and none will. Not from within the listener. */
    public final void stop() {
        ring.stop();
    }
}
