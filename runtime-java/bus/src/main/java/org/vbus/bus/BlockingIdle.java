// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.vbus.shm.Ioq;

/** Sleeps until the ring's signal. */
final class BlockingIdle implements Idle {
    /** A message that is on its way costs less to wait for than a sleep. */
    private static final int LOOKS = 200;

    private final Ioq ring;
    private volatile Thread sleeper;

    BlockingIdle(Ioq ring) {
        this.ring = ring;
        ring.onSignal(() -> LockSupport.unpark(sleeper));
    }

    @Override
    public boolean await(BooleanSupplier ready, long nanos) {
        for (int i = 0; i < LOOKS; i++) {
            if (ready.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        long begin = System.nanoTime();
        sleeper = Thread.currentThread();
        // open before looking: what comes later signals
        ring.listen(true);
        try {
            while (!ready.getAsBoolean()) {
                long left = nanos == FOREVER ? FOREVER : nanos - (System.nanoTime() - begin);
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return ready.getAsBoolean();
                }
                if (left == FOREVER) {
                    LockSupport.park(ring);
                } else {
                    LockSupport.parkNanos(ring, left);
                }
            }
            return true;
        } finally {
            ring.listen(false);
            sleeper = null;
        }
    }
}
