// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus.connector;

import java.util.ArrayList;
import java.util.List;

/** What is to be closed once something else is. Any thread. */
public final class Afterwards implements AutoCloseable {
    private final List<AutoCloseable> things = new ArrayList<>();
    private boolean closed;

    /** Closes it then; at once if that was. */
    public void add(AutoCloseable thing) {
        synchronized (this) {
            if (!closed) {
                things.add(thing);
                return;
            }
        }
        Holdings.close(thing);
    }

    @Override
    public void close() {
        List<AutoCloseable> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(things);
            things.clear();
        }
        all.forEach(Holdings::close);
    }
}
