// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vbus.os.Descriptor;
import org.vbus.os.Received;
import org.vbus.os.UnixSocket;

/** The client's side of QEMU's ivshmem protocol, as its device speaks it: message after message, until the shared memory comes. */
final class FakeQemu implements AutoCloseable {
    /**
     * What the server said.
     *
     * @param number of 64 bits
     * @param descriptors that came along
     */
    record Said(long number, List<Descriptor> descriptors) { }

    private static final ValueLayout.OfLong WIRE = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final UnixSocket server;
    final List<Said> said = new ArrayList<>();

    FakeQemu(Path socket) {
        server = UnixSocket.connect(socket, UnixSocket.Type.STREAM);
    }

    /** Hears all of the introduction; throws when the server hangs up before its end. */
    FakeQemu hear() {
        do {
            said.add(next());
        } while (said.size() == 1 || said.getLast().number() != -1);
        return this;
    }

    /** One message; as on any stream its bytes may come one by one. */
    private Said next() {
        List<Descriptor> descriptors = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment message = arena.allocate(WIRE.byteSize());
            for (long at = 0; at < message.byteSize();) {
                Received received = server.receive(message.asSlice(at));
                if (received.bytes() == 0) {
                    throw new IllegalStateException("the server has hung up");
                }
                while (received.descriptors() > 0) {
                    descriptors.add(received.take());
                }
                at += received.bytes();
            }
            return new Said(message.get(WIRE, 0), descriptors);
        }
    }

    @Override
    public void close() {
        server.close();
        said.forEach(one -> one.descriptors().forEach(Descriptor::close));
    }
}
