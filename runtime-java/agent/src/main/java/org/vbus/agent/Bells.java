// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.util.ArrayList;
import java.util.List;
import org.vbus.os.EventFd;

/**
 * The eventfds of a guest: in each direction one for each vector.
 *
 * @param doorbells the guest rings, the host hears
 * @param interrupts the host raises, the guest hears
 */
record Bells(List<EventFd> doorbells, List<EventFd> interrupts) implements AutoCloseable {
    Bells {
        doorbells = List.copyOf(doorbells);
        interrupts = List.copyOf(interrupts);
    }

    /**
     * New ones.
     *
     * @param vectors of each
     * @throws org.vbus.os.OsException {@code EMFILE} when the process may not have as many
     */
    static Bells create(int vectors) {
        List<EventFd> all = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * vectors; i++) {
                all.add(EventFd.create());
            }
            return new Bells(all.subList(0, vectors), all.subList(vectors, 2 * vectors));
        } catch (RuntimeException e) {
            all.forEach(EventFd::close);
            throw e;
        }
    }

    @Override
    public void close() {
        doorbells.forEach(EventFd::close);
        interrupts.forEach(EventFd::close);
    }
}
