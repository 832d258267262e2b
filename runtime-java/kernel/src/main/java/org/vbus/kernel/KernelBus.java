// SPDX-License-Identifier: Apache-2.0
package org.vbus.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import linux.vbus.VbusDeviceopen;
import linux.vbus.VbusEvent;
import linux.vbus.VbusEventId;
import linux.vbus_user.VbusUser;
import linux.vbus_user.VbusUserBusopen;
import linux.vbus_user.VbusUserCaps;
import linux.vbus_user.VbusUserMemreg;
import org.vbus.bus.Bus;
import org.vbus.bus.BusListener;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Region;
import org.vbus.bus.Session;
import org.vbus.bus.Subscription;
import org.vbus.bus.connector.Directory;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.bus.connector.Holdings;
import org.vbus.bus.connector.MappedRegion;
import org.vbus.os.Descriptor;
import org.vbus.os.Mapping;
import org.vbus.os.Poller;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/**
 * The kernel's bus that this process is a member of ({@code echo PID > /sys/kernel/config/vbus/instances/NAME/join}). Memory that is shared is
 * pinned and counts against the limit on locked memory.
 *
 * <p>The pool must be there before the first device is opened, which is {@code EINVAL} otherwise: it changes what addresses mean.
 */
public final class KernelBus implements Bus {
    /** Where the module makes its node. */
    public static final Path NODE = Path.of(VbusUser.VBUS_USER_NODE);

    private static final long PAGE = 4096;
    private static final int EVENTS = 16;

    private final Descriptor node;
    private final Dispatcher events = new Dispatcher("vbus events");
    private final Directory directory = new Directory(events);
    private final Poller poller = new Poller("vbus bells");
    private final Holdings holdings = new Holdings("the process has left its bus");
    private final MemorySegment read = Arena.ofAuto().allocate(EVENTS * VbusEvent.SIZE, VbusEvent.ALIGN);
    private boolean pooled;

    private KernelBus(Descriptor node) {
        this.node = node;
    }

    /**
     * Joins.
     *
     * @throws ErrnoException {@code ENOENT} without the module, {@code EPERM} for who is no member, {@code EOPNOTSUPP} when the module lacks
     *         eventfd or pools
     */
    public static KernelBus join() {
        return join(NODE);
    }

    /** As {@link #join()}, by another node. */
    public static KernelBus join(Path path) {
        KernelBus bus = new KernelBus(Descriptor.open(path, false));
        try {
            bus.begin();
            return bus;
        } catch (RuntimeException | Error e) {
            bus.close();
            throw e;
        }
    }

    private void begin() {
        long wanted = VbusUserCaps.EVENTFD | VbusUserCaps.MEMREG;
        try (Arena arena = Arena.ofConfined()) {
            VbusUserBusopen open = new VbusUserBusopen().wrap(arena.allocate(VbusUserBusopen.SIZE, VbusUserBusopen.ALIGN), 0);
            open.init();
            open.setVersion(VbusUser.VBUS_USER_VERSION);
            open.setCapabilities(wanted);
            node.ioctl("BUSOPEN", VbusUser.VBUS_USER_IOCTL_BUSOPEN, open.segment());
            if ((open.getCapabilities() & wanted) != wanted) {
                throw new ErrnoException("BUSOPEN grants " + VbusUserCaps.toString(open.getCapabilities()), Errno.EOPNOTSUPP);
            }
        }
        // the devices that are there have their events waiting
        hear();
        poller.add(node, this::hear);
    }

    private void hear() {
        long bytes;
        while ((bytes = node.read(read)) > 0) {
            for (long at = 0; at < bytes; at += VbusEvent.SIZE) {
                heard(new VbusEvent().wrap(read, at));
            }
        }
    }

    private void heard(VbusEvent event) {
        switch (event.getEventid().orElse(VbusEventId.SHMCLOSE)) {
            case DEVADD -> directory.add(new DeviceInfo(event.data().add().getId(), event.data().add().getType()));
            case DEVDROP -> directory.remove(event.data().getHandle());
            // signals come by eventfds, and end with their sessions
            case SHMSIGNAL, SHMCLOSE -> { }
        }
    }

    Descriptor node() {
        return node;
    }

    Poller poller() {
        return poller;
    }

    Dispatcher events() {
        return events;
    }

    boolean isThere(DeviceInfo device) {
        return directory.list().contains(device);
    }

    @Override
    public List<DeviceInfo> devices() {
        return directory.list();
    }

    @Override
    public Subscription listen(BusListener listener) {
        return holdings.add(directory.listen(listener))::close;
    }

    @Override
    public Session open(long device, long version) {
        DeviceInfo info = directory.find(device);
        try (Arena arena = Arena.ofConfined()) {
            VbusDeviceopen open = new VbusDeviceopen().wrap(arena.allocate(VbusDeviceopen.SIZE, VbusDeviceopen.ALIGN), 0);
            open.init();
            open.setDevid(device);
            open.setVersion(version);
            node.ioctl("open " + info + ", version " + version, VbusUser.VBUS_USER_IOCTL_DEVICEOPEN, open.segment());
            return holdings.add(new KernelSession(this, info, open.getHandle(), holdings::remove));
        }
    }

    @Override
    public Region region(long bytes) {
        Mapping mapping = Mapping.create("vbus region", bytes);
        return new MappedRegion<>(holdings, mapping, mapping.memory());
    }

    /** Rounded up to pages, as the kernel has it; what is beyond {@code bytes} nobody is told of. */
    @Override
    public synchronized Region pool(long bytes) {
        if (pooled) {
            throw new ErrnoException("pool(" + bytes + ")", Errno.EBUSY);
        }
        long size = Math.addExact(bytes, PAGE - 1) & -PAGE;
        Mapping mapping = Mapping.create("vbus pool", size);
        try (Arena arena = Arena.ofConfined()) {
            VbusUserMemreg request = new VbusUserMemreg().wrap(arena.allocate(VbusUserMemreg.SIZE, VbusUserMemreg.ALIGN), 0);
            request.init();
            request.setAddr(mapping.memory().address());
            request.setLen(size);
            node.ioctl("MEMREG " + size, VbusUser.VBUS_USER_IOCTL_MEMREG, request.segment());
        } catch (RuntimeException | Error e) {
            mapping.close();
            throw e;
        }
        pooled = true;
        return new MappedRegion<>(holdings, mapping, mapping.memory().asSlice(0, bytes));
    }

    /** The kernel unpins when the node is closed; before that the memory must not go. */
    @Override
    public void close() {
        poller.remove(node);
        holdings.close();
        poller.close();
        node.close();
        events.close();
    }
}
