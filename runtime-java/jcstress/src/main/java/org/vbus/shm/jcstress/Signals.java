// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import linux.shm_signal.ShmLocality;
import linux.shm_signal.ShmSignalDesc;
import org.vbus.shm.ShmSignal;

/**
 * Two ends of a signal. Notifications, and wakeups that were put off, wait until {@link #settle} delivers them: a test asks what was promised,
 * not how quick it came.
 */
class Signals {
    final MemorySegment memory;
    final ShmSignal north;
    final ShmSignal south;
    final AtomicInteger notifications = new AtomicInteger();
    private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();

    /** What the north has to say; a plain field, as the content of a buffer is. */
    int payload;
    /** What the south's listener read last. */
    int seen;

    Signals() {
        memory = MemorySegment.ofArray(new long[(int) (ShmSignalDesc.SIZE + 7) / 8]);
        ShmSignal.format(memory);
        north = new ShmSignal(memory, ShmLocality.NORTH, notifications::incrementAndGet, Runnable::run);
        // under the signal's lock
        south = new ShmSignal(memory, ShmLocality.SOUTH, () -> { }, deferred::add);
        south.onSignal(() -> seen = payload);
    }

    void send(int value) {
        payload = value;
        north.inject();
    }

    /** By one thread after the others: delivers what is under way, and says what the listener read last. */
    int settle() {
        while (notifications.getAndSet(0) > 0 || !deferred.isEmpty()) {
            south.wakeup();
            for (Runnable job = deferred.poll(); job != null; job = deferred.poll()) {
                job.run();
            }
        }
        return seen;
    }
}
