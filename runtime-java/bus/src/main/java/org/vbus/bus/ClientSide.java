// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.shm.Ioq;

/** What generated clients of devices have in common: the session, what was shared, which calls were made. For generated code; all threads. */
public final class ClientSide {
    private final String device;
    private final Session session;
    private final Set<String> done = new HashSet<>();
    private final Map<String, MemorySegment> regions = new HashMap<>();
    private final List<RingEnd> ends = new ArrayList<>();
    private final List<Buffers> buffers = new ArrayList<>();
    private boolean closed;

    /**
     * A client's.
     *
     * @param device as messages call it
     * @param type that the session's device must have
     * @throws IllegalArgumentException when it is another device's session; it stays open
     */
    public ClientSide(String device, String type, Session session) {
        if (!session.device().type().equals(type)) {
            throw new IllegalArgumentException("the session is of " + session.device() + ", not of " + type);
        }
        this.device = device;
        this.session = session;
    }

    /**
     * The first device of a type that a bus has.
     *
     * @throws ErrnoException {@code ENODEV} when there is none
     */
    public static long first(Bus bus, String type) {
        return bus.devices().stream().filter(info -> info.type().equals(type)).findFirst().map(DeviceInfo::id)
                .orElseThrow(() -> new ErrnoException("open(" + type + ")", Errno.ENODEV));
    }

    /** The session. */
    public Session session() {
        return session;
    }

    /** Zeroed memory for an argument block. */
    public static MemorySegment block(long size) {
        return MemorySegment.ofArray(new long[Math.toIntExact((size + Long.BYTES - 1) / Long.BYTES)]).asSlice(0, size);
    }

    // ---- order

    /**
     * Makes sure that a condition of the spec holds before the device is asked.
     *
     * @throws IllegalStateException naming what is missing
     */
    public void needs(boolean holds, String what, String condition) {
        if (!holds) {
            throw new IllegalStateException(device + "." + what + " needs " + condition + ", which was not negotiated");
        }
    }

    /**
     * Makes sure that rings and regions have been shared and calls been made.
     *
     * @throws IllegalStateException naming the first that is missing
     */
    public synchronized void after(String call, String... others) {
        for (String other : others) {
            if (!done.contains(other)) {
                throw new IllegalStateException(device + "." + call + " comes after " + other);
            }
        }
    }

    /**
     * Makes sure that there still can be a negotiation.
     *
     * @throws IllegalStateException when a ring or region was shared
     */
    public synchronized void negotiates(String group) {
        if (!regions.isEmpty() || !ends.isEmpty()) {
            throw new IllegalStateException(device + ": features " + group + " are negotiated before the first ring or region is shared");
        }
    }

    // ---- calls

    /**
     * Calls the device.
     *
     * @param call as messages call it
     * @return what it answers, 0 or more
     * @throws ErrnoException naming the call
     */
    public int call(String call, long function, MemorySegment block) {
        int result;
        try {
            result = session.call(function, block);
        } catch (ErrnoException e) {
            ErrnoException named = new ErrnoException(device + "." + call, e.number());
            named.initCause(e);
            throw named;
        }
        done(call);
        return result;
    }

    private synchronized void done(String what) {
        done.add(what);
    }

    // ---- memory

    /**
     * Shares a ring to the device.
     *
     * @param bytes of each buffer
     */
    public synchronized <T> NorthSender<T> sender(String name, int id, int depth, int min, int max, Pool pool, long bytes, Payload<T> payload) {
        Buffers of = buffers(name, depth, min, max, pool, bytes, payload);
        return end(name, of, () -> new NorthSender<>(session.ring(id, depth), of, payload));
    }

    /**
     * Shares a ring from the device, all buffers posted.
     *
     * @param bytes of each buffer
     */
    public synchronized <T> NorthReceiver<T> receiver(String name, int id, int depth, int min, int max, Pool pool, long bytes, Payload<T> payload) {
        Buffers of = buffers(name, depth, min, max, pool, bytes, payload);
        return end(name, of, () -> new NorthReceiver<>(session.ring(id, depth), of, payload));
    }

    private Buffers buffers(String name, int depth, int min, int max, Pool pool, long bytes, Payload<?> payload) {
        open();
        if (done.contains(name)) {
            throw new IllegalStateException(device + "." + name + " is shared");
        }
        if (depth < min || depth > Math.min(max, Ioq.MAX_COUNT)) {
            throw new IllegalArgumentException(device + "." + name + " has " + min + " to " + Math.min(max, Ioq.MAX_COUNT) + " slots, not " + depth);
        }
        if (bytes < payload.size()) {
            throw new IllegalArgumentException(device + "." + name + ": buffers of " + bytes + " bytes for messages of " + payload.size());
        }
        return pool.buffers(depth, bytes);
    }

    private <E extends RingEnd> E end(String name, Buffers of, java.util.function.Supplier<E> make) {
        E end;
        try {
            end = make.get();
        } catch (RuntimeException | Error e) {
            of.close();
            throw e;
        }
        buffers.add(of);
        ends.add(end);
        done.add(name);
        return end;
    }

    /** The memory of a region, which is shared the first time that it is asked for, and goes with the session. */
    public synchronized MemorySegment region(String name, int id, long size) {
        open();
        MemorySegment known = regions.get(name);
        if (known != null) {
            return known;
        }
        Region region = session.bus().region(size);
        session.andClose(region);
        session.share(id, region, size);
        MemorySegment memory = region.memory().asSlice(0, size);
        regions.put(name, memory);
        done.add(name);
        return memory;
    }

    private void open() {
        if (closed) {
            throw new IllegalStateException("the client of " + device + " is closed");
        }
    }

    /**
     * Stops listeners, closes the session, gives the buffers back. A second time it does nothing.
     *
     * @throws IllegalStateException from within a listener; nothing is closed then
     */
    public void close() {
        List<RingEnd> stop;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            stop = List.copyOf(ends);
        }
        try {
            // not under the lock: a listener may want it
            stop.forEach(RingEnd::stop);
        } catch (IllegalStateException e) {
            synchronized (this) {
                closed = false;
            }
            throw e;
        }
        session.close();
        buffers.forEach(Buffers::close);
    }
}
