// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import linux.vbus.VbusDevicecall;
import linux.vbus_socket.VbusSocket;
import linux.vbus_socket.VbusSocketHeader;
import linux.vbus_socket.VbusSocketOp;

/** Room for one message of the socket, used again and again by one thread at a time. */
final class Message {
    /** The longest: a call. */
    static final long CAPACITY = VbusSocketHeader.SIZE + VbusDevicecall.SIZE + VbusSocket.VBUS_SOCKET_MAX_ARGUMENTS;

    private final MemorySegment memory = Arena.ofAuto().allocate(CAPACITY, 8);
    private final VbusSocketHeader header = new VbusSocketHeader().wrap(memory, 0);
    private long length;

    /** All of the room, to receive into. */
    MemorySegment room() {
        return memory;
    }

    /** Says how much was received. */
    void received(long bytes) {
        length = bytes;
    }

    /** A request, or an event. */
    void begin(VbusSocketOp op, long sequence, long body) {
        length = VbusSocketHeader.SIZE + body;
        memory.asSlice(0, length).fill((byte) 0);
        header.setOp(op);
        header.setSequence(sequence);
    }

    /** Turns the request in here into its answer. */
    void answer(int result) {
        header.setResult(result);
        if (result < 0) {
            length = VbusSocketHeader.SIZE;
        }
    }

    /** Becomes the same as another. */
    void copy(Message other) {
        length = other.length;
        MemorySegment.copy(other.memory, 0, memory, 0, length);
    }

    VbusSocketHeader header() {
        return header;
    }

    /** What the message is: header and body. */
    MemorySegment bytes() {
        return memory.asSlice(0, length);
    }

    /** What follows the header. */
    MemorySegment body() {
        return memory.asSlice(VbusSocketHeader.SIZE, length - VbusSocketHeader.SIZE);
    }

    /** What follows the block of a call. */
    MemorySegment arguments() {
        return body().asSlice(VbusDevicecall.SIZE);
    }
}
