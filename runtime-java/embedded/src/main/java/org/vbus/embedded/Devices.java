// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.DeviceModel;
import org.vbus.bus.connector.Directory;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** The devices of a container. */
final class Devices implements AutoCloseable {
    private final Map<Long, PluggedDevice> plugged = new LinkedHashMap<>();
    private final Dispatcher events;
    private final Directory directory;
    private long next;

    Devices(Dispatcher events) {
        this.events = events;
        directory = new Directory(events);
    }

    Directory directory() {
        return directory;
    }

    synchronized DeviceInfo add(DeviceModel model) {
        DeviceInfo info = new DeviceInfo(next++, model.type());
        plugged.put(info.id(), new PluggedDevice(info, model));
        directory.add(info);
        return info;
    }

    void remove(long id) {
        PluggedDevice device;
        synchronized (this) {
            device = plugged.remove(id);
        }
        if (device == null) {
            throw new ErrnoException("unplug(" + id + ")", Errno.ENOENT);
        }
        // who hears of it finds its sessions closed
        device.close();
        directory.remove(id);
    }

    /**
     * Opens one.
     *
     * @throws ErrnoException {@code ENOENT} without such a device
     */
    OpenDevice open(long id, MemberMemory memory, long version) {
        PluggedDevice device;
        synchronized (this) {
            device = plugged.get(id);
        }
        if (device == null) {
            throw new ErrnoException("open(" + Long.toUnsignedString(id) + ")", Errno.ENOENT);
        }
        return device.open(memory, version);
    }

    @Override
    public void close() {
        List<Long> all;
        synchronized (this) {
            all = List.copyOf(plugged.keySet());
        }
        all.forEach(this::remove);
        events.close();
    }
}
