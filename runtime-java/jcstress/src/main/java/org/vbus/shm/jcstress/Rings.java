// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import java.lang.foreign.MemorySegment;
import linux.shm_signal.ShmLocality;
import org.vbus.shm.Ioq;
import org.vbus.shm.RingIterator;
import org.vbus.shm.ShmSignal;
import org.vbus.shm.Slot;

/** Two ends of a ring, and what each of two threads needs to use it. Nobody is notified. */
class Rings {
    final Ioq north;
    final Ioq south;
    final RingIterator northAt;
    final RingIterator southAt;
    final Slot northSlot = new Slot();
    final Slot southSlot = new Slot();

    Rings(int count) {
        MemorySegment memory = MemorySegment.ofArray(new long[(int) Ioq.size(count) / 8]);
        Ioq.format(memory, count);
        north = new Ioq(memory, ShmLocality.NORTH, count, signal(memory, ShmLocality.NORTH));
        south = new Ioq(memory, ShmLocality.SOUTH, Ioq.check(memory, count), signal(memory, ShmLocality.SOUTH));
        northAt = new RingIterator(north);
        southAt = new RingIterator(south);
    }

    private static ShmSignal signal(MemorySegment memory, ShmLocality locality) {
        return new ShmSignal(Ioq.signalOf(memory), locality, () -> { }, Runnable::run);
    }

    /** All three numbers of a message are made from one, so that a mixture of two messages is seen. */
    boolean send(int message) {
        return north.send(message, 16L * message, 256L * message);
    }

    /** Takes the oldest message off the ring. @return 0 for none, -1 for one that is no message */
    int take() {
        if (!south.recv(southAt, southSlot)) {
            return 0;
        }
        int message = message(southSlot);
        return southAt.done() ? message : -1;
    }

    /** Takes back the oldest message that was taken. @return as {@link #take} */
    int reap() {
        return north.reap(northSlot) ? message(northSlot) : 0;
    }

    static int message(Slot slot) {
        long message = slot.cookie();
        return slot.valid() && message > 0 && slot.ptr() == 16 * message && slot.len() == 256 * message ? (int) message : -1;
    }
}
