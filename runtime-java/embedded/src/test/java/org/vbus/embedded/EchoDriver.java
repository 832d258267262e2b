// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.vbus.bus.Idle;
import org.vbus.bus.Region;
import org.vbus.bus.Session;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.Slot;

/** Sends numbered messages and looks at what comes back. */
final class EchoDriver {
    private final int depth;
    private final int size;
    private final MemorySegment pool;
    private final Ioq rx;
    private final Ioq tx;
    private final Idle idle;

    EchoDriver(Session session, int depth, int size) {
        this.depth = depth;
        this.size = size;
        Region region = session.bus().pool(2L * depth * size);
        pool = region.memory();
        rx = session.ring(EchoModel.TO_DRIVER, depth);
        for (int i = 0; i < depth; i++) {
            rx.post(i, (long) i * size, size);
        }
        tx = session.ring(EchoModel.FROM_DRIVER, depth);
        idle = Idle.blocking(rx);
    }

    /** Sleeps for what is not there yet, so that every signal counts. */
    void exchange(int messages) {
        RingIterator at = new RingIterator(rx);
        Slot slot = new Slot();
        long sent = 0;
        long received = 0;
        while (received < messages) {
            while (sent < messages && sent < received + depth && reapThenSend(sent, slot)) {
                sent++;
            }
            tx.signal();
            assertThat(idle.await(() -> rx.canRecv(at), TimeUnit.SECONDS.toNanos(20))).as("message %d of %d sent", received, sent).isTrue();
            while (rx.recv(at, slot)) {
                assertThat(slot.len()).isEqualTo(length(received));
                assertThat(pool.get(ValueLayout.JAVA_LONG, slot.ptr())).isEqualTo(received);
                at.repost(slot.cookie(), slot.ptr(), size);
                received++;
            }
        }
    }

    private boolean reapThenSend(long number, Slot slot) {
        while (tx.reap(slot)) { }
        long address = (long) depth * size + number % depth * size;
        pool.set(ValueLayout.JAVA_LONG, address, number);
        return tx.send(number, address, length(number));
    }

    private long length(long number) {
        return 8 + number % (size - 8);
    }
}
