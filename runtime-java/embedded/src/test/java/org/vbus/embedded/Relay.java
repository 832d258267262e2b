// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import linux.shm_signal.ShmLocality;
import org.vbus.bus.DeviceConnection;
import org.vbus.bus.DeviceModel;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthMemory;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.ShmSignal;
import org.vbus.shm.Slot;

/** Brings what one member sends to another and back: a cable with two ends, each of which one driver opens. Memory 0 and 1 as {@link EchoModel}. */
final class Relay implements DeviceModel {
    static final String TYPE = "test-relay";
    /** Begins, once both ends have their rings; until then {@code EAGAIN}. */
    static final int START = 0;

    private final List<End> ends = new ArrayList<>();
    private volatile boolean stopped;
    private volatile RuntimeException failure;
    private int started;

    @Override
    public String type() {
        return TYPE;
    }

    /** What went wrong, or null. */
    RuntimeException failure() {
        return failure;
    }

    @Override
    public synchronized DeviceConnection open(NorthMemory memory, long version) {
        if (ends.size() == 2) {
            throw new ErrnoException("a cable has two ends", Errno.EBUSY);
        }
        ends.add(new End(memory));
        return ends.getLast();
    }

    private synchronized int start() {
        if (ends.size() < 2 || !ends.stream().allMatch(End::isReady)) {
            throw new ErrnoException("start", Errno.EAGAIN);
        }
        if (started++ == 0) {
            pump(ends.get(0), ends.get(1));
            pump(ends.get(1), ends.get(0));
        }
        return 0;
    }

    private void pump(End from, End to) {
        Thread thread = Thread.ofPlatform().daemon().name("pump").start(() -> run(from, to));
        from.pumps.add(thread);
        to.pumps.add(thread);
    }

    private void run(End from, End to) {
        RingIterator source = new RingIterator(from.in);
        RingIterator sink = new RingIterator(to.out);
        Slot message = new Slot();
        Slot buffer = new Slot();
        Idle idle = Idle.yielding();
        try {
            while (!stopped) {
                while (from.in.recv(source, message) && to.out.fill(sink, buffer)) {
                    long length = Math.min(message.len(), buffer.len());
                    from.memory.check(message.ptr(), length);
                    to.memory.check(buffer.ptr(), length);
                    MemorySegment.copy(from.memory.memory(), message.ptr(), to.memory.memory(), buffer.ptr(), length);
                    sink.done(length);
                    source.done();
                }
                idle.await(() -> stopped || from.in.canRecv(source) && to.out.canFill(sink), 1_000_000);
            }
        } catch (PeerDataException e) {
            failure = e;
        }
    }

    /** One end. */
    private final class End implements DeviceConnection {
        private final NorthMemory memory;
        private final List<Thread> pumps = new ArrayList<>();
        private Ioq out;
        private Ioq in;

        End(NorthMemory memory) {
            this.memory = memory;
        }

        boolean isReady() {
            return out != null && in != null;
        }

        @Override
        public int call(long function, MemorySegment arguments) {
            if (function != START) {
                throw new ErrnoException("call " + function, Errno.EINVAL);
            }
            return start();
        }

        @Override
        public void share(int id, MemorySegment region, ShmSignal signal) {
            Ioq ring = new Ioq(region, ShmLocality.SOUTH, Ioq.check(region, Ioq.MAX_COUNT), signal);
            if (id == EchoModel.TO_DRIVER) {
                out = ring;
            } else {
                in = ring;
            }
        }

        /** With one end the cable is of no use. */
        @Override
        public void close() {
            stopped = true;
            for (Thread pump : pumps) {
                boolean ended = false;
                while (!ended) {
                    try {
                        pump.join();
                        ended = true;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }
    }
}
