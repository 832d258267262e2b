// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;
import linux.shm_signal.ShmLocality;
import linux.vbus.Vbus;
import linux.vbus.VbusDevicecall;
import linux.vbus.VbusDeviceshm;
import linux.vbus_socket.VbusSocketHandle;
import linux.vbus_socket.VbusSocketOp;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Region;
import org.vbus.bus.connector.MappedRegion;
import org.vbus.bus.connector.OpenSession;
import org.vbus.os.Descriptor;
import org.vbus.os.Mapping;
import org.vbus.os.SocketBell;
import org.vbus.runtime.ErrnoException;
import org.vbus.shm.ShmSignal;

/** A device of another process' container. */
final class RemoteSession extends OpenSession {
    private static final Logger LOG = System.getLogger("org.vbus.embedded");

    private final RemoteBus bus;
    private final long handle;

    RemoteSession(RemoteBus bus, DeviceInfo device, long handle, Consumer<AutoCloseable> left) {
        super(bus, device, left);
        this.bus = bus;
        this.handle = handle;
    }

    @Override
    public int call(long function, MemorySegment arguments) {
        long bytes = arguments.byteSize();
        return (int) bus.exchange().request(device() + ": call " + function, VbusSocketOp.CALL, VbusDevicecall.SIZE + bytes, body -> {
            VbusDevicecall call = new VbusDevicecall().wrap(body, 0);
            call.init();
            call.setDevh(handle);
            call.setFunc(function);
            call.setLen(bytes);
            copy(arguments, 0, body, VbusDevicecall.SIZE, bytes);
        }, body -> {
            copy(body, VbusDevicecall.SIZE, arguments, 0, bytes);
            return bus.exchange().result();
        });
    }

    private static void copy(MemorySegment from, long at, MemorySegment to, long there, long bytes) {
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, to, ValueLayout.JAVA_BYTE, there, bytes);
    }

    @Override
    public void share(int id, Region region, long bytes) {
        share(id, bytes, Vbus.VBUS_NO_SIGNAL, 0, mapping(region).descriptor());
    }

    @Override
    public ShmSignal share(int id, Region region, long bytes, long signal, int priority) {
        Mapping mapping = mapping(region);
        MemorySegment descriptor = SignalDescriptors.in(mapping.memory().asSlice(0, bytes), signal);
        List<SocketBell> ends = SocketBell.pair();
        try (SocketBell theirs = ends.get(1)) {
            SocketBell mine = ends.get(0);
            ShmSignal here = new ShmSignal(descriptor, ShmLocality.NORTH, mine::ring, bus.events());
            Bells.add(bus.poller(), mine, here);
            try {
                share(id, bytes, signal, priority, mapping.descriptor(), theirs.descriptor());
            } catch (RuntimeException | Error e) {
                end(here, mine);
                throw e;
            }
            stopWith(() -> end(here, mine));
            return here;
        }
    }

    private static Mapping mapping(Region region) {
        if (region instanceof MappedRegion<?> mapped && mapped.mapping() instanceof Mapping mapping) {
            return mapping;
        }
        throw new IllegalArgumentException("the region is not of this session's bus");
    }

    private void share(int id, long bytes, long signal, int priority, Descriptor... descriptors) {
        bus.exchange().request(device() + ": memory " + id, VbusSocketOp.SHM, VbusDeviceshm.SIZE, body -> {
            VbusDeviceshm shm = new VbusDeviceshm().wrap(body, 0);
            shm.init();
            shm.setDevh(handle);
            shm.setId(Integer.toUnsignedLong(id));
            shm.setLen(bytes);
            shm.signal().setOffset(signal);
            shm.signal().setPrio(priority);
        }, body -> 0, descriptors);
    }

    private void end(ShmSignal signal, SocketBell bell) {
        signal.stop();
        Bells.remove(bus.poller(), bell);
    }

    @Override
    protected void closeDevice() {
        try {
            bus.exchange().request(device() + ": close", VbusSocketOp.CLOSE, VbusSocketHandle.SIZE,
                    body -> new VbusSocketHandle().wrap(body, 0).setHandle(handle), body -> 0);
        } catch (ErrnoException e) {
            // with its container it is closed anyway
            LOG.log(Level.DEBUG, e::getMessage);
        }
    }
}
