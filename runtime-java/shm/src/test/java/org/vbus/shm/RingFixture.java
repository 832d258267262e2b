// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import linux.shm_signal.ShmLocality;

/** Both sides of one ring in one process: a notification is delivered in the sender's thread, or only counted. */
final class RingFixture implements AutoCloseable {
    final Arena arena = Arena.ofShared();
    final ExecutorService deferred = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    final AtomicInteger sent = new AtomicInteger();
    final MemorySegment memory;
    final ShmSignal northSignal;
    final ShmSignal southSignal;
    final Ioq north;
    final Ioq south;

    /** {@link Ioq#Ioq} or {@link Ioq#dedicated}. */
    interface Maker {
        Ioq make(MemorySegment memory, ShmLocality locality, int count, ShmSignal signal);
    }

    RingFixture(int count, boolean direct, Maker maker) {
        memory = arena.allocate(Ioq.size(count), 8);
        Ioq.format(memory, count);
        ShmSignal[] ends = new ShmSignal[2];
        for (ShmLocality locality : ShmLocality.values()) {
            int peer = 1 - locality.value();
            ends[locality.value()] = new ShmSignal(Ioq.signalOf(memory), locality, () -> {
                sent.incrementAndGet();
                if (direct) {
                    ends[peer].wakeup();
                }
            }, deferred);
        }
        northSignal = ends[0];
        southSignal = ends[1];
        north = maker.make(memory, ShmLocality.NORTH, count, northSignal);
        south = maker.make(memory, ShmLocality.SOUTH, Ioq.check(memory, Ioq.MAX_COUNT), southSignal);
    }

    /** Returns when all that was deferred is over. */
    void settle() {
        try {
            deferred.submit(() -> { }).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        north.stop();
        south.stop();
        deferred.shutdown();
        arena.close();
    }
}
