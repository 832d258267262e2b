// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import linux.shm_signal.ShmLocality;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.ShmSignal;
import org.vbus.shm.Slot;

/**
 * Ours: a transmit ring. Slots that came back are reaped when there is no room, a quarter of the ring or more at a time; with signals, each message
 * is followed by one, which the peer masks.
 */
final class IoqLane implements Lane {
    private static final int ENOUGH = ROOM / 4;

    private final Arena arena = Arena.ofShared();
    private final Ioq north;
    private final Ioq south;
    private final RingIterator at;
    private final Slot sent = new Slot();
    private final Slot received = new Slot();
    private final boolean signals;
    private long sum;
    private int free = ROOM;
    private int back;

    IoqLane(Path file, boolean fresh, boolean dedicated, boolean signals) throws IOException {
        this.signals = signals;
        MemorySegment memory = Files.map(file, Ioq.size(ROOM), arena);
        if (fresh) {
            Ioq.format(memory, ROOM);
        }
        north = end(memory, ShmLocality.NORTH, dedicated);
        south = end(memory, ShmLocality.SOUTH, dedicated);
        at = new RingIterator(south);
    }

    private static Ioq end(MemorySegment memory, ShmLocality locality, boolean dedicated) {
        int count = Ioq.check(memory, ROOM);
        ShmSignal signal = new ShmSignal(Ioq.signalOf(memory), locality, () -> { }, Runnable::run);
        return dedicated ? Ioq.dedicated(memory, locality, count, signal) : new Ioq(memory, locality, count, signal);
    }

    @Override
    public boolean offer(long cookie, long ptr, long len) {
        if (free == 0 && !reap() || !north.send(cookie, ptr, len)) {
            return false;
        }
        free--;
        if (signals) {
            north.signal();
        }
        return true;
    }

    /** Takes back what the receiver is done with, but not each slot as it comes: then every message would fetch the receiver's cache lines. */
    private boolean reap() {
        while (back < ROOM && north.reap(sent)) {
            back++;
        }
        if (back < ENOUGH) {
            return false;
        }
        free = back;
        back = 0;
        return true;
    }

    @Override
    public int poll(int limit) {
        int n = 0;
        while (n < limit && south.recv(at, received)) {
            sum += received.cookie() + received.ptr() + received.len();
            at.done();
            n++;
        }
        return n;
    }

    @Override
    public long sum() {
        return sum;
    }

    @Override
    public long last() {
        return received.len();
    }

    @Override
    public void close() {
        north.stop();
        south.stop();
        arena.close();
    }
}
