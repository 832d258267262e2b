// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A doorbell that crosses processes: eventfd(2), non-blocking. Any thread may ring it. */
public final class EventFd implements AutoCloseable {
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final MemorySegment ONE = Arena.global().allocateFrom(ValueLayout.JAVA_LONG, 1);
    private static final ThreadLocal<MemorySegment> COUNT = ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(ValueLayout.JAVA_LONG));

    private final Descriptor descriptor;

    /**
     * A peer's.
     *
     * @param descriptor belongs to this from now on
     */
    public EventFd(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * A new one that nobody has rung.
     *
     * @throws OsException as eventfd(2)
     */
    public static EventFd create() {
        return new EventFd(new Descriptor("eventfd", Calls.check("eventfd", Libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))));
    }

    /**
     * Rings. One that was rung very often and never answered stays rung.
     *
     * @throws OsException {@code EBADF} once it is closed
     */
    public void ring() {
        descriptor.write(ONE);
    }

    /**
     * Answers: it is as if it had not been rung.
     *
     * @return whether it had been
     * @throws OsException {@code EBADF} once it is closed
     */
    public boolean answer() {
        return descriptor.read(COUNT.get()) == Long.BYTES;
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
