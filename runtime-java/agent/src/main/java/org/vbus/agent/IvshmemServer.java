// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.vbus.os.Descriptor;
import org.vbus.os.EventFd;
import org.vbus.os.UnixSocket;

/**
 * The server's side of QEMU's ivshmem protocol, version 0: numbers of 64 bits, little-endian, each with at most one descriptor.
 *
 * <p>First the version, then the client's own number. Then for each peer, the client too, its number with an eventfd, once for each vector. Last -1
 * with the shared memory: QEMU waits for that one before the guest runs, and a guest that could enable interrupts before all vectors are known
 * would end QEMU. The client sends nothing.
 *
 * <p>In this order it takes KVM: QEMU 7.2 without it crashes at an eventfd of its own that comes before the memory.
 */
final class IvshmemServer {
    /** The host's number. */
    static final int HOST = 0;
    /** The guest's number. */
    static final int GUEST = 1;

    private static final long VERSION = 0;
    private static final long MEMORY = -1;
    private static final ValueLayout.OfLong WIRE = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final UnixSocket client;

    IvshmemServer(UnixSocket client) {
        this.client = client;
    }

    /**
     * Says everything. Waits for the client to read, if it has to.
     *
     * @param control the shared memory
     * @throws org.vbus.os.OsException {@code EPIPE} when the client has gone
     */
    void introduce(Bells bells, Descriptor control) {
        say(VERSION);
        say(GUEST);
        for (EventFd bell : bells.doorbells()) {
            say(HOST, bell.descriptor());
        }
        for (EventFd bell : bells.interrupts()) {
            say(GUEST, bell.descriptor());
        }
        say(MEMORY, control);
    }

    private void say(long number, Descriptor... descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment message = arena.allocate(WIRE);
            message.set(WIRE, 0, number);
            client.send(message, descriptor);
        }
    }
}
