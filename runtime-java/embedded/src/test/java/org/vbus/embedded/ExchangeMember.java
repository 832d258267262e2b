// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import org.vbus.bus.Bus;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Idle;
import org.vbus.bus.Session;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.RingPair;
import org.vbus.shm.Slot;

/**
 * A process at one end of a {@link Relay}: sends numbered messages with a mark that follows from the number, and expects each back, in order, with
 * the mark that the other end, {@code exchange.c}, makes of it. Arguments: socket, messages.
 */
final class ExchangeMember {
    static final int DEPTH = 1024;
    static final int SIZE = 16;
    /** A step of splitmix64. */
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private ExchangeMember() { }

    public static void main(String[] args) throws InterruptedException {
        long messages = Long.parseLong(args[1]);
        try (Bus bus = EmbeddedBus.connect(Path.of(args[0]))) {
            DeviceInfo relay = bus.await(Relay.TYPE, Duration.ofSeconds(30));
            try (Session session = bus.open(relay.id(), 1)) {
                System.out.println("sum " + Long.toUnsignedString(exchange(session, messages), 16));
            }
        }
    }

    /** The mark of a message. */
    static long mark(long number) {
        long z = number * STEP;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        return z ^ z >>> 27;
    }

    private static long exchange(Session session, long messages) {
        MemorySegment pool = session.bus().pool(2L * DEPTH * SIZE).memory();
        Ioq rx = session.ring(EchoModel.TO_DRIVER, DEPTH);
        Ioq tx = session.ring(EchoModel.FROM_DRIVER, DEPTH);
        for (int i = 0; i < DEPTH; i++) {
            rx.post(i, (long) i * SIZE, SIZE);
        }
        start(session);
        RingIterator at = new RingIterator(rx);
        Slot slot = new Slot();
        Idle idle = Idle.yielding();
        long sent = 0;
        long received = 0;
        long sum = 0;
        while (received < messages) {
            long before = sent + received;
            while (tx.reap(slot)) { }
            while (sent < messages && sent - received < DEPTH) {
                long address = (DEPTH + sent % DEPTH) * SIZE;
                pool.set(ValueLayout.JAVA_LONG, address, sent);
                pool.set(ValueLayout.JAVA_LONG, address + 8, mark(sent));
                if (!tx.send(sent, address, SIZE)) {
                    break;
                }
                sent++;
            }
            while (rx.recv(at, slot)) {
                long mark = pool.get(ValueLayout.JAVA_LONG, slot.ptr() + 8);
                if (slot.len() != SIZE || pool.get(ValueLayout.JAVA_LONG, slot.ptr()) != received || mark != ~mark(received)) {
                    throw new IllegalStateException("message " + received + " came back as " + pool.get(ValueLayout.JAVA_LONG, slot.ptr()));
                }
                sum = sum * 31 + mark;
                at.repost(slot.cookie(), slot.ptr(), SIZE);
                received++;
            }
            if (sent + received == before && !idle.await(() -> rx.canRecv(at), 20_000_000_000L)) {
                throw new IllegalStateException("nothing after message " + received + " of " + messages + ", sent " + sent + "; tx " + tx.used(RingPair.VALID)
                        + "/" + tx.used(RingPair.INUSE) + ", rx " + rx.used(RingPair.VALID) + "/" + rx.used(RingPair.INUSE));
            }
        }
        return sum;
    }

    private static void start(Session session) {
        Idle.parking(Duration.ofMillis(10)).await(() -> {
            try {
                return session.call(Relay.START, MemorySegment.NULL) == 0;
            } catch (ErrnoException e) {
                if (e.is(Errno.EAGAIN)) {
                    return false;
                }
                throw e;
            }
        }, 60_000_000_000L);
    }
}
