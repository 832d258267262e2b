// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import linux.shm_signal.ShmLocality;
import linux.vbus.Vbus;
import linux.vbus.VbusDevicecall;
import linux.vbus.VbusDeviceopen;
import linux.vbus.VbusDeviceshm;
import linux.vbus_socket.VbusSocketHandle;
import linux.vbus_socket.VbusSocketPool;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.os.Mapping;
import org.vbus.os.Poller;
import org.vbus.os.Received;
import org.vbus.os.SocketBell;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.ShmSignal;

/** What a member may ask for, and what it has. Requests come from one thread; the end may come from another. */
final class Verbs implements AutoCloseable {
    /** So that a member cannot use up the container's descriptors: each region takes two. */
    private static final int MAX_SESSIONS = 64;
    private static final int MAX_REGIONS = 256;

    private final Devices devices;
    private final Dispatcher south;
    private final Poller poller;
    private final Message message = new Message();
    private final MemberMemory pool = new MemberMemory();
    private final Map<Long, OpenDevice> sessions = new HashMap<>();
    private long nextHandle = 1;
    private long nextSignal = 1;
    private final AtomicInteger regions = new AtomicInteger();
    private boolean closed;

    Verbs(Devices devices, Dispatcher south, Poller poller) {
        this.devices = devices;
        this.south = south;
        this.poller = poller;
    }

    Message message() {
        return message;
    }

    /**
     * Does what the message asks for, whose block then has what goes out.
     *
     * @param received what came with it, to take from
     * @throws ErrnoException to refuse
     */
    int run(Received received) {
        message.header().check();
        return switch (message.header().getOp()) {
            case OPEN -> open();
            case CLOSE -> close(block(VbusSocketHandle.SIZE));
            case CALL -> call();
            case SHM -> share(received);
            case POOL -> pool(received);
            case HELLO, EVENT -> throw new ErrnoException("request " + message.header().getOp(), Errno.EINVAL);
        };
    }

    private MemorySegment block(long size) {
        MemorySegment body = message.body();
        expect("bytes of a request's block", body.byteSize(), size);
        return body;
    }

    private int open() {
        VbusDeviceopen request = new VbusDeviceopen().wrap(block(VbusDeviceopen.SIZE), 0);
        request.check();
        synchronized (sessions) {
            if (sessions.size() >= MAX_SESSIONS) {
                throw new ErrnoException("open", Errno.EMFILE);
            }
        }
        OpenDevice device = devices.open(request.getDevid(), pool, request.getVersion());
        synchronized (sessions) {
            if (!closed) {
                request.setHandle(nextHandle);
                sessions.put(nextHandle++, device);
                return 0;
            }
        }
        device.close();
        throw new ErrnoException("open", Errno.ENOTCONN);
    }

    private int close(MemorySegment block) {
        long handle = new VbusSocketHandle().wrap(block, 0).getHandle();
        OpenDevice device;
        synchronized (sessions) {
            device = sessions.remove(handle);
        }
        if (device == null) {
            throw new ErrnoException("close", Errno.ENOENT);
        }
        device.close();
        return 0;
    }

    private OpenDevice device(long handle) {
        synchronized (sessions) {
            OpenDevice device = sessions.get(handle);
            if (device == null) {
                throw new ErrnoException("handle " + Long.toUnsignedString(handle), Errno.ENOENT);
            }
            return device;
        }
    }

    private int call() {
        MemorySegment body = message.body();
        VbusDevicecall request = new VbusDevicecall().wrap(body, 0);
        request.check();
        MemorySegment arguments = message.arguments();
        expect("vbus_devicecall.len", request.getLen(), arguments.byteSize());
        expect("vbus_devicecall.datap", request.getDatap(), 0);
        return device(request.getDevh()).call(request.getFunc(), arguments);
    }

    private int share(Received received) {
        VbusDeviceshm request = new VbusDeviceshm().wrap(block(VbusDeviceshm.SIZE), 0);
        request.check();
        boolean signalled = request.signal().getOffset() != Vbus.VBUS_NO_SIGNAL;
        int wanted = signalled ? 2 : 1;
        expect("descriptors of a region", received.descriptors(), wanted);
        expect("vbus_deviceshm.datap", request.getDatap(), 0);
        OpenDevice device = device(request.getDevh());
        if (regions.get() >= MAX_REGIONS) {
            throw new ErrnoException("share", Errno.EMFILE);
        }
        Mapping mapping = Mapping.adopt(received.take(), request.getLen());
        SharedMemory memory;
        try {
            memory = signalled ? withSignal(mapping, request.signal().getOffset(), received)
                    : new SharedMemory(mapping.memory(), null, () -> release(mapping));
        } catch (RuntimeException | Error e) {
            mapping.close();
            throw e;
        }
        regions.incrementAndGet();
        device.share((int) request.getId(), memory);
        request.setHandle(signalled ? nextSignal++ : 0);
        return 0;
    }

    private SharedMemory withSignal(Mapping mapping, long offset, Received received) {
        MemorySegment at = SignalDescriptors.in(mapping.memory(), offset);
        SocketBell bell = new SocketBell(received.take());
        ShmSignal signal = new ShmSignal(at, ShmLocality.SOUTH, bell::ring, south);
        Bells.add(poller, bell, signal);
        return new SharedMemory(mapping.memory(), signal, () -> {
            Bells.remove(poller, bell);
            release(mapping);
        });
    }

    private void release(Mapping mapping) {
        mapping.close();
        regions.decrementAndGet();
    }

    private int pool(Received received) {
        VbusSocketPool request = new VbusSocketPool().wrap(block(VbusSocketPool.SIZE), 0);
        expect("descriptors of a pool", received.descriptors(), 1);
        pool.use(Mapping.adopt(received.take(), request.getLen()));
        return 0;
    }

    private static void expect(String what, long found, long wanted) {
        if (found != wanted) {
            throw new PeerDataException(what, Long.toUnsignedString(found), Long.toString(wanted));
        }
    }

    /** The member is gone: devices first, as they use its memory. */
    @Override
    public void close() {
        List<OpenDevice> all;
        synchronized (sessions) {
            closed = true;
            all = List.copyOf(sessions.values());
            sessions.clear();
        }
        all.forEach(OpenDevice::close);
        pool.close();
    }
}
