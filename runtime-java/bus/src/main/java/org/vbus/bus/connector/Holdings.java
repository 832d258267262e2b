// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus.connector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a member has, closed with it: the latest first, as a session uses memory that was there before. */
public final class Holdings implements AutoCloseable {
    private final Set<AutoCloseable> all = new LinkedHashSet<>();
    private final String afterwards;
    private boolean closed;

    /**
     * Nothing yet.
     *
     * @param afterwards what to say to who comes too late
     */
    public Holdings(String afterwards) {
        this.afterwards = afterwards;
    }

    /**
     * Keeps it; too late, it is closed at once.
     *
     * @throws IllegalStateException when this is closed
     */
    public <T extends AutoCloseable> T add(T thing) {
        synchronized (this) {
            if (!closed) {
                all.add(thing);
                return thing;
            }
        }
        close(thing);
        throw new IllegalStateException(afterwards);
    }

    /** Keeps it no more. */
    public synchronized void remove(AutoCloseable thing) {
        all.remove(thing);
    }

    /** Keeps it no more, and closes it; nothing if it is not kept. */
    public void release(AutoCloseable thing) {
        boolean kept;
        synchronized (this) {
            kept = all.remove(thing);
        }
        if (kept) {
            close(thing);
        }
    }

    /** How many of a kind there are. */
    public synchronized int count(Class<?> kind) {
        return (int) all.stream().filter(kind::isInstance).count();
    }

    @Override
    public void close() {
        List<AutoCloseable> latestFirst;
        synchronized (this) {
            closed = true;
            latestFirst = new ArrayList<>(all).reversed();
            all.clear();
        }
        latestFirst.forEach(Holdings::close);
    }

    static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
