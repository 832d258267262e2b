// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import linux.shm_signal.ShmLocality;
import linux.shm_signal.ShmSignalDesc;
import org.vbus.bus.Bus;
import org.vbus.bus.BusListener;
import org.vbus.bus.DeviceConnection;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.DeviceModel;
import org.vbus.bus.Region;
import org.vbus.bus.Session;
import org.vbus.bus.Subscription;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.ShmSignal;

/** The least that a bus can be: sessions go straight to connections, notifications through one thread. Remembers what no device may throw. */
final class FakeBus implements Bus {
    private final Arena arena = Arena.ofShared();
    private final ExecutorService notifications = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("notifications").daemon().factory());
    private final ExecutorService deferred = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("deferred").daemon().factory());
    private final List<DeviceModel> models = new ArrayList<>();
    private final List<FakeSession> sessions = new ArrayList<>();
    /** What devices threw that is neither an error number nor about a peer's data. */
    final List<Throwable> unexpected = new CopyOnWriteArrayList<>();
    /** Every region, for a peer that writes into it. */
    final List<MemorySegment> regions = new CopyOnWriteArrayList<>();
    private volatile MemorySegment pool = MemorySegment.NULL;
    private boolean closed;

    FakeBus(DeviceModel... devices) {
        models.addAll(List.of(devices));
    }

    @Override
    public List<DeviceInfo> devices() {
        List<DeviceInfo> all = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            all.add(new DeviceInfo(i, models.get(i).type()));
        }
        return all;
    }

    @Override
    public Subscription listen(BusListener listener) {
        devices().forEach(listener::added);
        return () -> { };
    }

    @Override
    public FakeSession open(long device, long version) {
        if (device < 0 || device >= models.size()) {
            throw new ErrnoException("open(" + device + ")", Errno.ENOENT);
        }
        FakeSession session = new FakeSession(devices().get((int) device), models.get((int) device).open(() -> pool, version));
        sessions.add(session);
        return session;
    }

    @Override
    public Region region(long bytes) {
        MemorySegment memory = arena.allocate(bytes, 4096);
        regions.add(memory);
        return new Lasting(memory);
    }

    @Override
    public Region pool(long bytes) {
        if (pool != MemorySegment.NULL) {
            throw new ErrnoException("pool", Errno.EBUSY);
        }
        pool = arena.allocate(bytes, 4096);
        return new Lasting(pool);
    }

    /** As long as the bus, since a thread of a test may still look. */
    private record Lasting(MemorySegment memory) implements Region {
        @Override
        public void close() { }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sessions.forEach(FakeSession::close);
        notifications.shutdownNow();
        deferred.shutdownNow();
    }

    /** One opened device. */
    final class FakeSession implements Session {
        private final DeviceInfo device;
        final DeviceConnection connection;
        private final List<ShmSignal> signals = new ArrayList<>();
        private boolean over;

        FakeSession(DeviceInfo device, DeviceConnection connection) {
            this.device = device;
            this.connection = connection;
        }

        @Override
        public DeviceInfo device() {
            return device;
        }

        @Override
        public synchronized int call(long function, MemorySegment arguments) {
            open();
            try (Arena block = Arena.ofConfined()) {
                long size = arguments.equals(MemorySegment.NULL) ? 0 : arguments.byteSize();
                MemorySegment copy = block.allocate(Math.max(size, 1), 8).asSlice(0, size);
                MemorySegment.copy(arguments, 0, copy, 0, size);
                int result = answer(() -> connection.call(function, copy));
                MemorySegment.copy(copy, 0, arguments, 0, size);
                return result;
            }
        }

        private void open() {
            if (over) {
                throw new ErrnoException("call", Errno.ENODEV);
            }
        }

        private int answer(java.util.function.IntSupplier what) {
            try {
                return what.getAsInt();
            } catch (ErrnoException e) {
                throw e;
            } catch (PeerDataException e) {
                throw new ErrnoException("call", Errno.EINVAL);
            } catch (RuntimeException | Error e) {
                unexpected.add(e);
                throw new ErrnoException("call", Errno.EIO);
            }
        }

        @Override
        public synchronized void share(int id, Region region, long bytes) {
            open();
            answer(() -> {
                connection.share(id, region.memory().asSlice(0, bytes), null);
                return 0;
            });
        }

        @Override
        public synchronized ShmSignal share(int id, Region region, long bytes, long signal, int priority) {
            open();
            MemorySegment descriptor = region.memory().asSlice(signal, ShmSignalDesc.SIZE);
            ShmSignal[] ends = new ShmSignal[2];
            for (ShmLocality locality : ShmLocality.values()) {
                int peer = 1 - locality.value();
                ends[locality.value()] = new ShmSignal(descriptor, locality, () -> notifications.execute(() -> wake(ends[peer])), deferred);
            }
            answer(() -> {
                connection.share(id, region.memory().asSlice(0, bytes), ends[1]);
                return 0;
            });
            signals.add(ends[0]);
            return ends[0];
        }

        private void wake(ShmSignal end) {
            try {
                end.wakeup();
            } catch (RuntimeException | Error e) {
                unexpected.add(e);
            }
        }

        @Override
        public void andClose(AutoCloseable thing) {
            // memory is all that comes here, and it stays
        }

        @Override
        public synchronized void close() {
            if (!over) {
                over = true;
                signals.forEach(ShmSignal::stop);
                connection.close();
            }
        }

        @Override
        public Bus bus() {
            return FakeBus.this;
        }
    }
}
