// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.vbus.shm.Ioq;

/** How to wait for a ring. One thread at a time. */
@FunctionalInterface
public interface Idle {
    /** Without end. */
    long FOREVER = Long.MAX_VALUE;

    /**
     * Waits until it is so, or the time is over, or the thread is interrupted.
     *
     * @param ready what to wait for, as {@code () -> ring.canRecv(at)}
     * @param nanos the longest, {@link #FOREVER} for no end
     * @return whether it is so
     */
    boolean await(BooleanSupplier ready, long nanos);

    /** Never lets the processor go: the least delay, for a thread with a processor of its own. */
    static Idle spinning() {
        return polling(Thread::onSpinWait);
    }

    /** Looks a hundred times, then lets others run in between. */
    static Idle yielding() {
        return new Idle() {
            @Override
            public boolean await(BooleanSupplier ready, long nanos) {
                for (int i = 0; i < 100; i++) {
                    if (ready.getAsBoolean()) {
                        return true;
                    }
                    Thread.onSpinWait();
                }
                return polling(Thread::yield).await(ready, nanos);
            }
        };
    }

    /** Looks, sleeps for a while, and looks again: no signals, little processor time, delay up to the pause. */
    static Idle parking(Duration pause) {
        long nanos = pause.toNanos();
        return polling(() -> LockSupport.parkNanos(nanos));
    }

    /**
     * Sleeps until the peer signals: what {@code ring} is to be waited for must be what its signal tells of. Becomes the ring's listener; the ring
     * is masked except while somebody sleeps.
     */
    static Idle blocking(Ioq ring) {
        return new BlockingIdle(ring);
    }

    private static Idle polling(Runnable between) {
        return (ready, nanos) -> {
            long begin = System.nanoTime();
            while (!ready.getAsBoolean()) {
                if (Thread.currentThread().isInterrupted() || nanos != FOREVER && System.nanoTime() - begin >= nanos) {
                    return ready.getAsBoolean();
                }
                between.run();
            }
            return true;
        };
    }
}
