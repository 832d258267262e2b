// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's ring of variable messages for one sender and one receiver, without a copy on either side. */
final class AgronaLane implements Lane {
    private static final int HEADER = 8;
    private static final int BYTES = 24;

    private final OneToOneRingBuffer ring;
    private final UnsafeBuffer buffer;
    private final MessageHandler handler = this::received;
    private long sum;
    private long last;

    AgronaLane(Path file) throws IOException {
        int capacity = ROOM * (HEADER + BYTES);
        ring = new OneToOneRingBuffer(new UnsafeBuffer(Files.buffer(file, capacity + RingBufferDescriptor.TRAILER_LENGTH)));
        buffer = (UnsafeBuffer) ring.buffer();
    }

    @Override
    public boolean offer(long cookie, long ptr, long len) {
        int at = ring.tryClaim(1, BYTES);
        if (at <= 0) {
            return false;
        }
        buffer.putLong(at, cookie);
        buffer.putLong(at + 8, ptr);
        buffer.putLong(at + 16, len);
        ring.commit(at);
        return true;
    }

    private void received(int type, MutableDirectBuffer from, int at, int length) {
        last = from.getLong(at + 16);
        sum += from.getLong(at) + from.getLong(at + 8) + last;
    }

    @Override
    public int poll(int limit) {
        return ring.read(handler, limit);
    }

    @Override
    public long sum() {
        return sum;
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public void close() {
        // the mapping goes with the buffer
    }
}
