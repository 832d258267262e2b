// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The functions of the C library, as they are: each returns what C does, or {@code -errno} where C has -1. Each method is one function; see its
 * manual page, section 2.
 */
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO = Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    /** One a thread: a call that allocates is slower than most of these. */
    private static final ThreadLocal<MemorySegment> STATE = ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle OPEN = variadic("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle IOCTL = variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle FCNTL = variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle MMAP = function("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle MUNMAP = function("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle MEMFD_CREATE = function("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FTRUNCATE = function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle LSEEK = function("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle EVENTFD = function("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle LISTEN = function("listen", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle ACCEPT = function("accept4", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle CONNECT = function("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SHUTDOWN = function("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SOCKETPAIR = function("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle GETSOCKOPT = function("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SENDMSG = function("sendmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECVMSG = function("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SEND = function("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV = function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETEUID = function("geteuid", JAVA_INT);

    private Libc() { }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle variadic(String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(fixed));
    }

    /** Restricted: the signatures are those of the manual pages. */
    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    private static int result(MemorySegment state, int result) {
        return result >= 0 ? result : -errno(state);
    }

    private static long result(MemorySegment state, long result) {
        return result >= 0 ? result : -errno(state);
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /** Handles throw nothing of their own. */
    private static AssertionError never(Throwable e) {
        return new AssertionError(e);
    }

    static int close(int fd) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) CLOSE.invokeExact(state, fd));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static long read(int fd, MemorySegment to, long count) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (long) READ.invokeExact(state, fd, to, count));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static long write(int fd, MemorySegment from, long count) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (long) WRITE.invokeExact(state, fd, from, count));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int open(MemorySegment path, int flags, int mode) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) OPEN.invokeExact(state, path, flags, mode));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int ioctl(int fd, long request, MemorySegment argument) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) IOCTL.invokeExact(state, fd, request, argument));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int fcntl(int fd, int command, int argument) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) FCNTL.invokeExact(state, fd, command, argument));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int munmap(MemorySegment at, long length) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) MUNMAP.invokeExact(state, at, length));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int memfdCreate(MemorySegment name, int flags) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) MEMFD_CREATE.invokeExact(state, name, flags));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int ftruncate(int fd, long length) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) FTRUNCATE.invokeExact(state, fd, length));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static long lseek(int fd, long offset, int whence) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (long) LSEEK.invokeExact(state, fd, offset, whence));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int eventfd(int initial, int flags) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) EVENTFD.invokeExact(state, initial, flags));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int poll(MemorySegment fds, long count, int millis) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) POLL.invokeExact(state, fds, count, millis));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int socket(int domain, int type, int protocol) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) SOCKET.invokeExact(state, domain, type, protocol));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int bind(int fd, MemorySegment address, int length) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) BIND.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int listen(int fd, int backlog) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) LISTEN.invokeExact(state, fd, backlog));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int accept(int fd, MemorySegment address, MemorySegment length, int flags) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) ACCEPT.invokeExact(state, fd, address, length, flags));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int connect(int fd, MemorySegment address, int length) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) CONNECT.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int shutdown(int fd, int how) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) SHUTDOWN.invokeExact(state, fd, how));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int socketpair(int domain, int type, int protocol, MemorySegment fds) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) SOCKETPAIR.invokeExact(state, domain, type, protocol, fds));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment length) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (int) GETSOCKOPT.invokeExact(state, fd, level, option, value, length));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static long sendmsg(int fd, MemorySegment message, int flags) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (long) SENDMSG.invokeExact(state, fd, message, flags));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static long recvmsg(int fd, MemorySegment message, int flags) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (long) RECVMSG.invokeExact(state, fd, message, flags));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static long send(int fd, MemorySegment at, long count, int flags) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (long) SEND.invokeExact(state, fd, at, count, flags));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static long recv(int fd, MemorySegment at, long count, int flags) {
        try {
            MemorySegment state = STATE.get();
            return result(state, (long) RECV.invokeExact(state, fd, at, count, flags));
        } catch (Throwable e) {
            throw never(e);
        }
    }

    static int geteuid() {
        try {
            return (int) GETEUID.invokeExact(STATE.get());
        } catch (Throwable e) {
            throw never(e);
        }
    }

    /** The address, or a null segment whose errno {@link #lastErrno} still has. */
    static MemorySegment mmap(long length, int protection, int flags, int fd, long offset) {
        try {
            MemorySegment at = (MemorySegment) MMAP.invokeExact(STATE.get(), MemorySegment.NULL, length, protection, flags, fd, offset);
            return at.address() == -1 ? MemorySegment.NULL : at;
        } catch (Throwable e) {
            throw never(e);
        }
    }

    /** Of this thread's last call, if that failed. */
    static int lastErrno() {
        return errno(STATE.get());
    }
}
