// SPDX-License-Identifier: Apache-2.0
package org.vbus.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import linux.shm_signal.ShmLocality;
import linux.shm_signal.ShmSignalDesc;
import linux.vbus.Vbus;
import linux.vbus.VbusDevicecall;
import linux.vbus.VbusDeviceshm;
import linux.vbus_user.VbusUser;
import linux.vbus_user.VbusUserEventfd;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Region;
import org.vbus.bus.connector.OpenSession;
import org.vbus.os.EventFd;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.shm.ShmSignal;

/** A device of the kernel's. */
final class KernelSession extends OpenSession {
    private final KernelBus bus;
    private final long handle;

    KernelSession(KernelBus bus, DeviceInfo device, long handle, Consumer<AutoCloseable> left) {
        super(bus, device, left);
        this.bus = bus;
        this.handle = handle;
    }

    @Override
    public int call(long function, MemorySegment arguments) {
        if (!arguments.isNative()) {
            return callFromHeap(function, arguments);
        }
        try (Arena arena = Arena.ofConfined()) {
            VbusDevicecall call = new VbusDevicecall().wrap(arena.allocate(VbusDevicecall.SIZE, VbusDevicecall.ALIGN), 0);
            call.init();
            call.setDevh(handle);
            call.setFunc(function);
            call.setLen(arguments.byteSize());
            call.setDatap(arguments.address());
            String what = device() + ": call " + function;
            return answer(what, () -> bus.node().ioctl(what, VbusUser.VBUS_USER_IOCTL_DEVICECALL, call.segment()));
        }
    }

    private int callFromHeap(long function, MemorySegment arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(Math.max(arguments.byteSize(), 1), 8).asSlice(0, arguments.byteSize());
            copy(arguments, copy);
            int result = call(function, copy);
            copy(copy, arguments);
            return result;
        }
    }

    private static void copy(MemorySegment from, MemorySegment to) {
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, to, ValueLayout.JAVA_BYTE, 0, from.byteSize());
    }

    /** The kernel does not know the handle of a device that went. */
    private int answer(String what, IntSupplier call) {
        try {
            return call.getAsInt();
        } catch (ErrnoException e) {
            boolean gone = e.is(Errno.EBADF) || e.is(Errno.ENOENT) && !isClosed() && !bus.isThere(device());
            throw gone ? new ErrnoException(what, Errno.ENODEV) : e;
        }
    }

    @Override
    public void share(int id, Region region, long bytes) {
        share(id, region, bytes, Vbus.VBUS_NO_SIGNAL, 0);
    }

    @Override
    public ShmSignal share(int id, Region region, long bytes, long signal, int priority) {
        boolean signalled = signal != Vbus.VBUS_NO_SIGNAL;
        MemorySegment memory = region.memory().asSlice(0, bytes);
        MemorySegment descriptor = signalled ? memory.asSlice(signal, ShmSignalDesc.SIZE) : MemorySegment.NULL;
        try (Arena arena = Arena.ofConfined()) {
            VbusDeviceshm shm = new VbusDeviceshm().wrap(arena.allocate(VbusDeviceshm.SIZE, VbusDeviceshm.ALIGN), 0);
            shm.init();
            shm.setDevh(handle);
            shm.setId(Integer.toUnsignedLong(id));
            shm.setLen(bytes);
            shm.signal().setOffset(signal);
            shm.signal().setPrio(priority);
            shm.setDatap(memory.address());
            String what = device() + ": memory " + id;
            answer(what, () -> bus.node().ioctl(what, VbusUser.VBUS_USER_IOCTL_DEVICESHM, shm.segment()));
            return signalled ? signal(descriptor, shm.getHandle()) : null;
        }
    }

    private ShmSignal signal(MemorySegment descriptor, long signal) {
        MemorySegment argument = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, signal);
        ShmSignal mine = new ShmSignal(descriptor, ShmLocality.NORTH,
                () -> bus.node().ioctl("SHMSIGNAL", VbusUser.VBUS_USER_IOCTL_SHMSIGNAL, argument), bus.events());
        EventFd eventfd = EventFd.create();
        stopWith(() -> end(mine, eventfd));
        bus.poller().add(eventfd.descriptor(), () -> {
            if (eventfd.answer()) {
                mine.wakeup();
            }
        });
        try (Arena arena = Arena.ofConfined()) {
            VbusUserEventfd request = new VbusUserEventfd().wrap(arena.allocate(VbusUserEventfd.SIZE, VbusUserEventfd.ALIGN), 0);
            request.init();
            request.setHandle(signal);
            bus.node().ioctl("EVENTFD", VbusUser.VBUS_USER_IOCTL_EVENTFD, request.segment(), VbusUserEventfd.FD_OFFSET, eventfd.descriptor());
        }
        return mine;
    }

    @Override
    protected void closeDevice() {
        try (Arena arena = Arena.ofConfined()) {
            bus.node().ioctl(device() + ": close", VbusUser.VBUS_USER_IOCTL_DEVICECLOSE, arena.allocateFrom(ValueLayout.JAVA_LONG, handle));
        } catch (ErrnoException e) {
            // with its device it is closed already
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }

    private void end(ShmSignal signal, EventFd eventfd) {
        bus.poller().remove(eventfd.descriptor());
        signal.stop();
        eventfd.close();
    }
}
