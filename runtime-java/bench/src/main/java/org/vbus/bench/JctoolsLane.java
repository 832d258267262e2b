// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import org.jctools.queues.SpscArrayQueue;

/** JCTools: a queue of references within one JVM. Messages are objects that go back by a second queue, as slots do. */
final class JctoolsLane implements Lane {
    private static final class Message {
        long cookie;
        long ptr;
        long len;
    }

    private final SpscArrayQueue<Message> there = new SpscArrayQueue<>(ROOM);
    private final SpscArrayQueue<Message> back = new SpscArrayQueue<>(ROOM);
    private long sum;
    private long last;

    JctoolsLane() {
        for (int i = 0; i < ROOM; i++) {
            back.offer(new Message());
        }
    }

    @Override
    public boolean offer(long cookie, long ptr, long len) {
        Message message = back.relaxedPoll();
        if (message == null) {
            return false;
        }
        message.cookie = cookie;
        message.ptr = ptr;
        message.len = len;
        // as many messages as there is room for
        return there.relaxedOffer(message);
    }

    @Override
    public int poll(int limit) {
        int n = 0;
        for (; n < limit; n++) {
            Message message = there.relaxedPoll();
            if (message == null) {
                break;
            }
            last = message.len;
            sum += message.cookie + message.ptr + last;
            back.relaxedOffer(message);
        }
        return n;
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
    public void close() { }
}
