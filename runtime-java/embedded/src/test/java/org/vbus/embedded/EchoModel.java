// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import linux.shm_signal.ShmLocality;
import org.vbus.bus.DeviceConnection;
import org.vbus.bus.DeviceModel;
import org.vbus.bus.NorthMemory;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.ShmSignal;
import org.vbus.shm.Slot;

/** Sends every message back: memory 0 is the ring to the driver, 1 the ring from it. */
final class EchoModel implements DeviceModel {
    static final String TYPE = "test-echo";
    static final int TO_DRIVER = 0;
    static final int FROM_DRIVER = 1;
    /** Adds the two numbers of its arguments into the first, and answers with their count. */
    static final int ADD = 0;
    /** Answers minus its argument. */
    static final int REFUSE = 1;
    /** Fails. */
    static final int FAIL = 2;
    /** Writes to memory 2, if there is one, and signals. */
    static final int POKE = 3;

    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger broken = new AtomicInteger();

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public DeviceConnection open(NorthMemory memory, long version) {
        if (version != 1) {
            throw new ErrnoException("version " + version, Errno.EINVAL);
        }
        open.incrementAndGet();
        return new Connection(memory);
    }

    private final class Connection implements DeviceConnection {
        private final NorthMemory memory;
        private final Slot slot = new Slot();
        private final Slot buffer = new Slot();
        private volatile Ioq toDriver;
        private volatile Ioq fromDriver;
        private RingIterator from;
        private RingIterator to;
        private MemorySegment state;
        private ShmSignal stateSignal;

        Connection(NorthMemory memory) {
            this.memory = memory;
        }

        @Override
        public int call(long function, MemorySegment arguments) {
            return switch ((int) function) {
                case ADD -> {
                    if (arguments.byteSize() != 16) {
                        throw new ErrnoException("length " + arguments.byteSize(), Errno.EINVAL);
                    }
                    long sum = arguments.get(ValueLayout.JAVA_LONG, 0) + arguments.get(ValueLayout.JAVA_LONG, 8);
                    arguments.set(ValueLayout.JAVA_LONG, 0, sum);
                    yield 2;
                }
                case REFUSE -> throw new ErrnoException("asked to", arguments.get(ValueLayout.JAVA_INT, 0));
                case FAIL -> throw new IllegalStateException("asked to");
                case POKE -> {
                    state.set(ValueLayout.JAVA_LONG, 64, 42);
                    stateSignal.inject();
                    yield 0;
                }
                default -> throw new ErrnoException("call " + function, Errno.EINVAL);
            };
        }

        @Override
        public void share(int id, MemorySegment region, ShmSignal signal) {
            if (id == 2) {
                state = region;
                stateSignal = signal;
                return;
            }
            if (id > FROM_DRIVER || id < 0) {
                throw new ErrnoException("memory " + id, Errno.EINVAL);
            }
            if ((id == TO_DRIVER ? toDriver : fromDriver) != null) {
                throw new ErrnoException("memory " + id, Errno.EEXIST);
            }
            Ioq ring = new Ioq(region, ShmLocality.SOUTH, Ioq.check(region, Ioq.MAX_COUNT), signal);
            if (id == TO_DRIVER) {
                to = new RingIterator(ring);
                toDriver = ring;
            } else {
                from = new RingIterator(ring);
                fromDriver = ring;
                ring.onSignal(this::pump);
                ring.listen(true);
            }
        }

        /** In the container's thread. A driver always leaves room. */
        private void pump() {
            try {
                while (toDriver != null && toDriver.canFill(to) && fromDriver.recv(from, slot) && toDriver.fill(to, buffer)) {
                    MemorySegment out = memory.at(buffer.ptr(), buffer.len());
                    long used = Math.min(slot.len(), buffer.len());
                    MemorySegment.copy(memory.at(slot.ptr(), used), 0, out, 0, used);
                    to.done(used);
                    from.done();
                }
                fromDriver.signal();
                if (toDriver != null) {
                    toDriver.signal();
                }
            } catch (PeerDataException e) {
                broken.incrementAndGet();
                fromDriver.listen(false);
            }
        }

        @Override
        public void close() {
            if (fromDriver != null) {
                fromDriver.stop();
            }
            open.decrementAndGet();
        }
    }
}
