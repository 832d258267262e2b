// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vbus.runtime.Errno;

/**
 * A Unix socket of whole messages (SOCK_SEQPACKET), which may carry descriptors. Any thread may send, one at a time may receive. For peers that
 * know nothing else there are streams too, where {@link #receive} gives what is there, of one sender's message at most if that has descriptors.
 */
public final class UnixSocket implements AutoCloseable {
    /** What is kept of the ends of messages. */
    public enum Type {
        /** All of them: what is sent at once is received at once. */
        MESSAGES(SOCK_SEQPACKET),
        /** None: the peer's programs do not know of any, or have marks of their own. */
        STREAM(SOCK_STREAM);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    /** Most descriptors of a message. */
    public static final int MAX_DESCRIPTORS = 8;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int SO_PEERCRED = 17;
    private static final int MSG_CTRUNC = 8;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SHUT_RDWR = 2;
    private static final int MAX_PATH = 107;
    private static final int BACKLOG = 16;
    private static final long CMSG_HEADER = 16;
    private static final long CONTROL = CMSG_HEADER + MAX_DESCRIPTORS * 4L;
    // struct msghdr and struct iovec, 64-bit
    private static final long MSGHDR = 56;
    private static final long IOVEC = 16;

    private final Descriptor descriptor;

    private UnixSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Waits at a path for others to connect. The file is made with the process' umask and must not be there.
     *
     * @throws OsException as socket(2), bind(2), listen(2): {@code EADDRINUSE} when the file is there
     */
    public static UnixSocket listen(Path path) {
        return listen(path, Type.MESSAGES);
    }

    /** As {@link #listen(Path)}, for peers of another type. */
    public static UnixSocket listen(Path path, Type type) {
        return at("bind", path, type, Libc::bind, true);
    }

    /**
     * Connects to a path.
     *
     * @throws OsException as connect(2): {@code ENOENT}, {@code ECONNREFUSED} when nobody listens, {@code EACCES}
     */
    public static UnixSocket connect(Path path) {
        return connect(path, Type.MESSAGES);
    }

    /** As {@link #connect(Path)}, to a peer of another type. */
    public static UnixSocket connect(Path path, Type type) {
        return at("connect", path, type, Libc::connect, false);
    }

    /** Two that are connected to each other. */
    public static List<UnixSocket> pair() {
        return descriptors(SOCK_SEQPACKET | SOCK_CLOEXEC).stream().map(UnixSocket::new).toList();
    }

    static List<Descriptor> descriptors(int type) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment fds = arena.allocate(JAVA_INT, 2);
            Calls.check("socketpair", Libc.socketpair(AF_UNIX, type, 0, fds));
            return List.of(new Descriptor("socket", fds.getAtIndex(JAVA_INT, 0)), new Descriptor("socket", fds.getAtIndex(JAVA_INT, 1)));
        }
    }

    /** bind and connect look alike. */
    @FunctionalInterface
    private interface Join {
        int run(int fd, MemorySegment address, int length);
    }

    private static UnixSocket at(String call, Path path, Type type, Join join, boolean listen) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_PATH) {
            throw new OsException(call + "(" + path + "): longer than " + MAX_PATH + " bytes", Errno.ENAMETOOLONG);
        }
        int fd = Calls.check("socket", Libc.socket(AF_UNIX, type.number | SOCK_CLOEXEC, 0));
        Descriptor descriptor = new Descriptor("socket " + path, fd);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(2 + name.length + 1, 2);
            address.set(JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
            descriptor.run(call + "(" + path + ")", number -> join.run(number, address, (int) address.byteSize()));
            if (listen) {
                descriptor.run("listen(" + path + ")", number -> Libc.listen(number, BACKLOG));
            }
            return new UnixSocket(descriptor);
        } catch (RuntimeException | Error e) {
            descriptor.close();
            throw e;
        }
    }

    /**
     * Waits for the next that connects.
     *
     * @return null after {@link #shutdown()}
     * @throws OsException as accept(2), as {@code EMFILE}
     */
    public UnixSocket accept() {
        long fd = descriptor.use(number -> Libc.accept(number, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC));
        // what accept says of a socket that was shut down, or closed
        if (fd == -Errno.EINVAL.number() || fd == -Errno.EBADF.number()) {
            return null;
        }
        return new UnixSocket(new Descriptor(descriptor.name(), (int) Calls.check("accept(" + descriptor + ")", fd)));
    }

    /** Who is at the other end. */
    public Credentials peer() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT, 3);
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            descriptor.run("getsockopt(" + descriptor + ", SO_PEERCRED)", fd -> Libc.getsockopt(fd, SOL_SOCKET, SO_PEERCRED, value, length));
            return new Credentials(value.getAtIndex(JAVA_INT, 0), value.getAtIndex(JAVA_INT, 1), value.getAtIndex(JAVA_INT, 2));
        }
    }

    /**
     * Sends a message.
     *
     * @param message native, at least one byte
     * @param descriptors go along; the sender keeps its own
     * @throws OsException as sendmsg(2): {@code EPIPE} when the peer has gone, {@code EMSGSIZE}
     */
    public void send(MemorySegment message, Descriptor... descriptors) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment control = descriptors.length == 0 ? MemorySegment.NULL : control(arena, descriptors);
            MemorySegment header = header(arena, message, control);
            send(header, control, descriptors, 0);
        }
    }

    /**
     * Sends a message, unless it would have to wait for the peer to read.
     *
     * @param message native, at least one byte
     * @return whether it is sent
     * @throws OsException as {@link #send}
     */
    public boolean offer(MemorySegment message) {
        long sent = descriptor.use(fd -> Libc.send(fd, message, message.byteSize(), MSG_NOSIGNAL | MSG_DONTWAIT));
        return sent != -Errno.EAGAIN.number() && Calls.check("send(" + descriptor + ")", sent) >= 0;
    }

    private static MemorySegment control(Arena arena, Descriptor[] descriptors) {
        if (descriptors.length > MAX_DESCRIPTORS) {
            throw new IllegalArgumentException("a message carries at most " + MAX_DESCRIPTORS + " descriptors, not " + descriptors.length);
        }
        long length = CMSG_HEADER + descriptors.length * 4L;
        MemorySegment control = arena.allocate(length + 7 & ~7L, 8);
        control.set(JAVA_LONG, 0, length);
        control.set(JAVA_INT, 8, SOL_SOCKET);
        control.set(JAVA_INT, 12, SCM_RIGHTS);
        return control;
    }

    /** Holds every descriptor open, one after the other, then sends. */
    private long send(MemorySegment header, MemorySegment control, Descriptor[] descriptors, int next) {
        if (next < descriptors.length) {
            return descriptors[next].use(fd -> {
                if (fd < 0) {
                    throw new OsException("send(" + descriptors[next] + ")", Errno.EBADF);
                }
                control.set(JAVA_INT, CMSG_HEADER + next * 4L, fd);
                return send(header, control, descriptors, next + 1);
            });
        }
        return descriptor.run("sendmsg(" + descriptor + ")", fd -> Libc.sendmsg(fd, header, MSG_NOSIGNAL));
    }

    private static MemorySegment header(Arena arena, MemorySegment message, MemorySegment control) {
        MemorySegment iov = arena.allocate(IOVEC, 8);
        iov.set(ADDRESS, 0, message);
        iov.set(JAVA_LONG, 8, message.byteSize());
        MemorySegment header = arena.allocate(MSGHDR, 8);
        header.set(ADDRESS, 16, iov);
        header.set(JAVA_LONG, 24, 1);
        header.set(ADDRESS, 32, control);
        header.set(JAVA_LONG, 40, control.byteSize());
        return header;
    }

    /**
     * Waits for a message. The end is 0 bytes: the peer has gone, or this end was shut down or closed, before or meanwhile.
     *
     * @param into native; what does not fit is an error
     * @throws OsException as recvmsg(2); {@code EMSGSIZE} when it is longer, or has more descriptors than {@link #MAX_DESCRIPTORS}
     */
    public Received receive(MemorySegment into) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment control = arena.allocate(CONTROL, 8);
            MemorySegment header = header(arena, into, control);
            long bytes = descriptor.use(fd -> Libc.recvmsg(fd, header, MSG_CMSG_CLOEXEC));
            // a peer that died with messages of ours unread, or a reader that was between two messages when this end was closed
            if (bytes == -Errno.ECONNRESET.number() || bytes == -Errno.EBADF.number()) {
                return new Received(0, List.of());
            }
            Calls.check("recvmsg(" + descriptor + ")", bytes);
            Received received = new Received((int) bytes, descriptors(header, control));
            if ((header.get(JAVA_INT, 48) & (MSG_TRUNC | MSG_CTRUNC)) != 0) {
                received.discard();
                throw new OsException("recvmsg(" + descriptor + ")", Errno.EMSGSIZE);
            }
            return received;
        }
    }

    private List<Descriptor> descriptors(MemorySegment header, MemorySegment control) {
        List<Descriptor> found = new ArrayList<>();
        long end = header.get(JAVA_LONG, 40);
        for (long at = 0; at + CMSG_HEADER <= end;) {
            long length = control.get(JAVA_LONG, at);
            if (control.get(JAVA_INT, at + 8) == SOL_SOCKET && control.get(JAVA_INT, at + 12) == SCM_RIGHTS) {
                for (long fd = at + CMSG_HEADER; fd + 4 <= at + length; fd += 4) {
                    found.add(new Descriptor("of " + descriptor, control.get(JAVA_INT, fd)));
                }
            }
            at += length + 7 & ~7L;
        }
        return List.copyOf(found);
    }

    /** Ends what waits in {@link #accept} or {@link #receive}, at both ends. */
    public void shutdown() {
        descriptor.use(fd -> Libc.shutdown(fd, SHUT_RDWR));
    }

    /** To poll for messages. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Ends what waits, then closes. A second time it does nothing. */
    @Override
    public void close() {
        shutdown();
        descriptor.close();
    }
}
