// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.vbus.bus.DeviceConnection;
import org.vbus.bus.DeviceInfo;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** One connection, as a device has it: one call at a time, none after the end, and its memory stays until then. */
final class OpenDevice implements AutoCloseable {
    private final DeviceInfo info;
    private final DeviceConnection connection;
    private final Consumer<OpenDevice> left;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<SharedMemory> shared = new ArrayList<>();
    private boolean closed;

    OpenDevice(DeviceInfo info, DeviceConnection connection, Consumer<OpenDevice> left) {
        this.info = info;
        this.connection = connection;
        this.left = left;
    }

    DeviceInfo info() {
        return info;
    }

    int call(long function, MemorySegment arguments) {
        String call = info + ": call " + Long.toUnsignedString(function);
        lock.lock();
        try {
            check(call);
            int result = Answers.of(call, () -> connection.call(function, arguments));
            if (result < 0) {
                throw new ErrnoException(call, -result);
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Owns the memory from now on, also when this fails. */
    void share(int id, SharedMemory memory) {
        String call = info + ": memory " + id;
        lock.lock();
        try {
            check(call);
            Answers.of(call, () -> {
                connection.share(id, memory.segment(), memory.signal());
                return null;
            });
            shared.add(memory);
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void check(String call) {
        if (closed) {
            throw new ErrnoException(call, Errno.ENODEV);
        }
    }

    /** Ends it, once; whoever comes second waits for the first. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            Answers.logged(info + ": close", connection::close);
            shared.forEach(SharedMemory::close);
            shared.clear();
        } finally {
            lock.unlock();
        }
        left.accept(this);
    }
}
