// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.vbus.runtime.Errno;

/**
 * A doorbell between processes that do not trust each other: one end of a connected pair of sockets, each of which can be rung by the other.
 * An eventfd's non-blocking mode belongs to both who hold it, so that either can make the other wait; a socket is asked not to wait call by call.
 * Any thread may ring it.
 */
public final class SocketBell implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int RINGS = 4096;
    private static final MemorySegment ONE = Arena.global().allocate(1);
    private static final ThreadLocal<MemorySegment> SCRATCH = ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(RINGS));

    private final Descriptor descriptor;
    private volatile boolean ended;

    /**
     * One end, as it came from a peer.
     *
     * @param descriptor belongs to this from now on
     */
    public SocketBell(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Both ends.
     *
     * @throws OsException as socketpair(2)
     */
    public static List<SocketBell> pair() {
        return UnixSocket.descriptors(SOCK_STREAM | SOCK_CLOEXEC).stream().map(SocketBell::new).toList();
    }

    /**
     * Rings at the other end. One that was rung very often and never answered stays rung; one without another end cannot be heard, which is no
     * error: who left will not miss it.
     */
    public void ring() {
        descriptor.use(fd -> Libc.send(fd, ONE, 1, MSG_DONTWAIT | MSG_NOSIGNAL));
    }

    /**
     * Answers: it is as if it had not been rung here.
     *
     * @return whether it had been
     */
    public boolean answer() {
        long got = descriptor.use(fd -> Libc.recv(fd, SCRATCH.get(), RINGS, MSG_DONTWAIT));
        // an error other than "nothing there" is the end as well: it would be told again and again
        ended |= got == 0 || got < 0 && got != -Errno.EAGAIN.number();
        return got > 0;
    }

    /** Whether the other end is closed, or this is no bell at all: it will not be rung any more. Known after {@link #answer()}. */
    public boolean isEnded() {
        return ended;
    }

    /** To pass on, or to poll. */
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
