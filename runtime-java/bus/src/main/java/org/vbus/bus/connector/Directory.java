// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vbus.bus.BusListener;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Subscription;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/**
 * What is on a bus, and who wants to know. Any thread. Events are queued under the lock, so that each listener hears of each device once and in
 * order.
 */
public final class Directory {
    private final Map<Long, DeviceInfo> known = new LinkedHashMap<>();
    private final List<Audience> audiences = new ArrayList<>();
    private final Dispatcher events;

    /**
     * An empty one.
     *
     * @param events runs the listeners
     */
    public Directory(Dispatcher events) {
        this.events = events;
    }

    /** A device is there. */
    public synchronized void add(DeviceInfo device) {
        known.put(device.id(), device);
        audiences.forEach(audience -> audience.added(device));
    }

    /** It is gone; nothing when there was none. */
    public synchronized void remove(long id) {
        DeviceInfo device = known.remove(id);
        if (device != null) {
            audiences.forEach(audience -> audience.dropped(device));
        }
    }

    /**
     * What is known of a device.
     *
     * @throws ErrnoException {@code ENOENT} without such a device
     */
    public synchronized DeviceInfo find(long id) {
        DeviceInfo device = known.get(id);
        if (device == null) {
            throw new ErrnoException("open(" + Long.toUnsignedString(id) + ")", Errno.ENOENT);
        }
        return device;
    }

    /** Those that are there. */
    public synchronized List<DeviceInfo> list() {
        return List.copyOf(known.values());
    }

    /** Listens, to those first that are there. */
    public Subscription listen(BusListener listener) {
        return listen(listener, () -> { });
    }

    /**
     * Listens, and knows when it has heard of all devices that were there.
     *
     * @param replayed runs between those and the first change
     */
    public synchronized Subscription listen(BusListener listener, Runnable replayed) {
        Audience audience = new Audience(listener, events);
        known.values().forEach(audience::added);
        audience.tell(replayed);
        audiences.add(audience);
        return () -> {
            audience.close();
            synchronized (this) {
                audiences.remove(audience);
            }
        };
    }

    /** One who listens. */
    private static final class Audience {
        private final BusListener listener;
        private final Dispatcher events;
        private volatile boolean closed;

        Audience(BusListener listener, Dispatcher events) {
            this.listener = listener;
            this.events = events;
        }

        void added(DeviceInfo device) {
            tell(() -> listener.added(device));
        }

        void dropped(DeviceInfo device) {
            tell(() -> listener.dropped(device));
        }

        void tell(Runnable event) {
            events.execute(() -> {
                if (!closed) {
                    event.run();
                }
            });
        }

        void close() {
            closed = true;
        }
    }
}
