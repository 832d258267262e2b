// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.vbus.runtime.Errno;

/**
 * Memory that others may map too: of a memfd, a file or a device node. Any thread may use it; after {@link #close()} every access is an
 * {@link IllegalStateException}, never a fault.
 */
public final class Mapping implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_GET_SEALS = 1034;
    private static final int F_SEAL_SHRINK = 2;
    private static final int F_SEAL_GROW = 4;
    private static final int SEEK_END = 2;

    private final Arena arena;
    private final Descriptor descriptor;
    private final MemorySegment memory;

    private Mapping(Arena arena, Descriptor descriptor, MemorySegment memory) {
        this.arena = arena;
        this.descriptor = descriptor;
        this.memory = memory;
    }

    /**
     * Memory of a new memfd, zero, whose size nobody can change.
     *
     * @param name as {@code /proc/PID/maps} shows it
     * @param bytes at least 1
     * @throws OsException as memfd_create(2), ftruncate(2), mmap(2)
     */
    public static Mapping create(String name, long bytes) {
        Descriptor descriptor;
        try (Arena scratch = Arena.ofConfined()) {
            int fd = Libc.memfdCreate(scratch.allocateFrom(name), MFD_CLOEXEC | MFD_ALLOW_SEALING);
            descriptor = new Descriptor("memfd " + name, Calls.check("memfd_create(" + name + ")", fd));
        }
        try {
            descriptor.run("ftruncate(" + name + ", " + bytes + ")", fd -> Libc.ftruncate(fd, bytes));
            descriptor.run("fcntl(" + name + ", F_ADD_SEALS)", fd -> Libc.fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW));
            return map(descriptor, bytes);
        } catch (RuntimeException | Error e) {
            descriptor.close();
            throw e;
        }
    }

    /**
     * A peer's memory, whose size it cannot change any more: otherwise an access could be a fault.
     *
     * @param descriptor of a memfd; belongs to the mapping from now on, also when this fails
     * @param bytes that it must have at least
     * @throws OsException {@code EPERM} when it can still shrink, {@code EINVAL} when it is too small or is no memfd
     */
    public static Mapping adopt(Descriptor descriptor, long bytes) {
        try {
            long seals = descriptor.run("fcntl(" + descriptor + ", F_GET_SEALS)", fd -> Libc.fcntl(fd, F_GET_SEALS, 0));
            if ((seals & F_SEAL_SHRINK) == 0) {
                throw new OsException("map(" + descriptor + "): its size is not sealed", Errno.EPERM);
            }
            return map(descriptor, bytes);
        } catch (RuntimeException | Error e) {
            descriptor.close();
            throw e;
        }
    }

    /**
     * Maps a file or a device node, from its begin. Whoever else can truncate the file can make accesses fail with an {@link InternalError}.
     *
     * @throws OsException as open(2) and mmap(2); {@code EINVAL} when a file has fewer bytes
     */
    public static Mapping open(Path path, long bytes) {
        Descriptor descriptor = Descriptor.open(path, true);
        try {
            return map(descriptor, bytes);
        } catch (RuntimeException | Error e) {
            descriptor.close();
            throw e;
        }
    }

    /** Restricted: the size is what was mapped. */
    @SuppressWarnings("restricted")
    private static Mapping map(Descriptor descriptor, long bytes) {
        String call = "mmap(" + descriptor + ", " + bytes + ")";
        // a device node has no end to seek to
        long size = descriptor.use(fd -> Libc.lseek(fd, 0, SEEK_END));
        if (bytes < 1 || size > 0 && size < bytes) {
            throw new OsException(call, Errno.EINVAL);
        }
        MemorySegment at = address(call, descriptor, bytes);
        Arena arena = Arena.ofShared();
        return new Mapping(arena, descriptor, at.reinterpret(bytes, arena, segment -> Libc.munmap(segment, bytes)));
    }

    private static MemorySegment address(String call, Descriptor descriptor, long bytes) {
        MemorySegment[] at = new MemorySegment[1];
        descriptor.run(call, fd -> {
            at[0] = Libc.mmap(bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            return at[0].equals(MemorySegment.NULL) ? -Libc.lastErrno() : 0;
        });
        return at[0];
    }

    /** All of it. */
    public MemorySegment memory() {
        return memory;
    }

    /** The file behind it, to pass on. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Unmaps it and closes the file. A second time it does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
        descriptor.close();
    }
}
