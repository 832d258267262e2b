// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.vbus.runtime.Errno;

/**
 * An open file. Any thread may use it; closing waits for calls that are under way, so that a number which the kernel hands out again is never
 * meant by mistake. What blocks must be ended before: with {@link Poller} and a non-blocking descriptor, or {@link UnixSocket#shutdown()}.
 */
public final class Descriptor implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final String name;
    private int fd;

    /** Owns an open descriptor. */
    Descriptor(String name, int fd) {
        this.name = name;
        this.fd = fd;
    }

    /**
     * Owns a descriptor that a call has answered by its number.
     *
     * @param name what messages call it
     * @param number of a descriptor that is open, and nobody else's
     */
    public static Descriptor adopt(String name, int number) {
        return new Descriptor(name, number);
    }

    /**
     * A descriptor whose number an ioctl is to be told.
     *
     * @param descriptor that is named
     * @param in where the number goes
     * @param offset where in it
     */
    public record Named(Descriptor descriptor, MemorySegment in, long offset) { }

    /** A call that gets the number. */
    @FunctionalInterface
    interface Use {
        long with(int fd);
    }

    /**
     * Opens a file or a device node for reading and writing.
     *
     * @param blocking false: calls that would wait are {@code EAGAIN}
     * @throws OsException as open(2)
     */
    public static Descriptor open(Path path, boolean blocking) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(path.toString());
            String call = "open(" + path + ")";
            return new Descriptor(path.toString(),
                    Calls.check(call, (int) Calls.retry(() -> Libc.open(text, O_RDWR | O_CLOEXEC | (blocking ? 0 : O_NONBLOCK), 0))));
        }
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /**
     * Runs an ioctl.
     *
     * @param what messages call it
     * @param request its number, with direction and size
     * @param argument what it points to; native
     * @return what the kernel answers, 0 or more
     * @throws OsException as the ioctl; {@code EBADF} once this is closed
     */
    public int ioctl(String what, long request, MemorySegment argument) {
        return (int) run("ioctl(" + name + ", " + what + ")", fd -> Libc.ioctl(fd, request, argument));
    }

    /**
     * Runs an ioctl that names another descriptor.
     *
     * @param what as {@link #ioctl(String, long, MemorySegment)}
     * @param request as there
     * @param argument as there; gets the other's number
     * @param offset where in it
     * @param other that is named
     * @throws OsException as there; {@code EBADF} also when the other is closed
     */
    public int ioctl(String what, long request, MemorySegment argument, long offset, Descriptor other) {
        return ioctl(what, request, argument, List.of(new Named(other, argument, offset)));
    }

    /**
     * Runs an ioctl that names other descriptors, in its argument or in what that points to.
     *
     * @param what as {@link #ioctl(String, long, MemorySegment)}
     * @param request as there
     * @param argument as there
     * @param others that are named; all of them stay open until it is over
     * @throws OsException as there; {@code EBADF} also when one of the others is closed
     */
    public int ioctl(String what, long request, MemorySegment argument, List<Named> others) {
        if (others.isEmpty()) {
            return ioctl(what, request, argument);
        }
        Named first = others.getFirst();
        // not through run(): the result is the ioctl's, and its errors are thrown already
        long result = first.descriptor().use(fd -> {
            first.in().set(ValueLayout.JAVA_INT, first.offset(), fd);
            return ioctl(what, request, argument, others.subList(1, others.size()));
        });
        return (int) Calls.check("ioctl(" + name + ", " + what + ")", result);
    }

    /**
     * Reads once.
     *
     * @param to native
     * @return bytes, 0 at the end of what can be read, -1 when a non-blocking descriptor has nothing now
     * @throws OsException as read(2); {@code EBADF} once this is closed
     */
    public long read(MemorySegment to) {
        return transfer("read", fd -> Libc.read(fd, to, to.byteSize()));
    }

    /**
     * Writes once.
     *
     * @param from native
     * @return bytes, -1 when a non-blocking descriptor has no room now
     * @throws OsException as write(2); {@code EBADF} once this is closed
     */
    public long write(MemorySegment from) {
        return transfer("write", fd -> Libc.write(fd, from, from.byteSize()));
    }

    private long transfer(String call, Use use) {
        long result = use(use);
        if (result == -Errno.EAGAIN.number()) {
            return -1;
        }
        return Calls.check(call + "(" + name + ")", result);
    }

    /** The result of a call, which must not fail. */
    long run(String call, Use use) {
        return Calls.check(call, use(use));
    }

    /** The result of a call, {@code -EBADF} once this is closed. */
    long use(Use use) {
        lock.readLock().lock();
        try {
            return fd < 0 ? -Errno.EBADF.number() : Calls.retry(() -> use.with(fd));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether it is open still. */
    public boolean isOpen() {
        return use(fd -> 0) == 0;
    }

    /** Lets go of it. A second time it does nothing. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (fd >= 0) {
                // whatever it says, the number is gone
                Libc.close(fd);
                fd = -1;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
