// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import linux.shm_signal.ShmLocality;
import org.vbus.bus.Bus;
import org.vbus.bus.Region;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.bus.connector.OpenSession;
import org.vbus.shm.ShmSignal;
import org.vbus.shm.Transport;

/** A driver in the process of its device: the two ends of a signal call each other, by way of a thread of the other side. */
final class LocalSession extends OpenSession {
    private final OpenDevice device;
    private final Dispatcher north;
    private final Dispatcher south;

    LocalSession(Bus bus, OpenDevice device, Dispatcher north, Dispatcher south, Consumer<AutoCloseable> left) {
        super(bus, device.info(), left);
        this.device = device;
        this.north = north;
        this.south = south;
    }

    @Override
    public int call(long function, MemorySegment arguments) {
        // a copy, as everywhere: whoever develops here must not rely on a device that sees the driver's own
        MemorySegment copy = MemorySegment.ofArray(new long[(int) (arguments.byteSize() + 7 >>> 3)]).asSlice(0, arguments.byteSize());
        MemorySegment.copy(arguments, ValueLayout.JAVA_BYTE, 0, copy, ValueLayout.JAVA_BYTE, 0, arguments.byteSize());
        int result = device.call(function, copy);
        MemorySegment.copy(copy, ValueLayout.JAVA_BYTE, 0, arguments, ValueLayout.JAVA_BYTE, 0, arguments.byteSize());
        return result;
    }

    @Override
    public void share(int id, Region region, long bytes) {
        device.share(id, new SharedMemory(region.memory().asSlice(0, bytes), null, () -> { }));
    }

    @Override
    public ShmSignal share(int id, Region region, long bytes, long signal, int priority) {
        MemorySegment memory = region.memory().asSlice(0, bytes);
        MemorySegment descriptor = SignalDescriptors.in(memory, signal);
        Link toSouth = new Link(south);
        Link toNorth = new Link(north);
        ShmSignal mine = new ShmSignal(descriptor, ShmLocality.NORTH, toSouth, north);
        ShmSignal theirs = new ShmSignal(descriptor, ShmLocality.SOUTH, toNorth, south);
        toSouth.peer = theirs;
        toNorth.peer = mine;
        device.share(id, new SharedMemory(memory, theirs, () -> { }));
        stopWith(mine::stop);
        return mine;
    }

    @Override
    protected void closeDevice() {
        device.close();
    }

    /** To the other end, in a thread of its own, so that no sender waits for a listener. */
    private static final class Link implements Transport {
        private final Dispatcher side;
        private ShmSignal peer;

        Link(Dispatcher side) {
            this.side = side;
        }

        @Override
        public void notifyPeer() {
            side.execute(peer::wakeup);
        }
    }
}
