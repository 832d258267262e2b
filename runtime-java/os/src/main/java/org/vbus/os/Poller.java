// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thread that waits for many descriptors, poll(2), and runs what belongs to each: while that returns, nothing else of this poller runs. It
 * must not wait. {@link #add}, {@link #remove} and {@link #close()} by any thread, the poller's own included.
 */
public final class Poller implements AutoCloseable {
    private static final long POLLFD = 8;
    private static final short POLLIN = 1;

    private final Map<Descriptor, Runnable> wanted = new LinkedHashMap<>();
    private final EventFd changed = EventFd.create();
    private final Thread thread;
    private boolean closed;
    private Descriptor running;

    /**
     * Starts the thread.
     *
     * @param name the thread's
     */
    public Poller(String name) {
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
        thread.start();
    }

    /** Runs something whenever there is something to read, or the peer hung up. */
    public void add(Descriptor descriptor, Runnable readable) {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the poller is closed");
            }
            wanted.put(descriptor, readable);
        }
        changed.ring();
    }

    /**
     * Looks at it no more: when this returns, what belongs to it neither runs nor will, unless this is called from within that.
     */
    public void remove(Descriptor descriptor) {
        synchronized (this) {
            wanted.remove(descriptor);
            boolean interrupted = false;
            while (running == descriptor && Thread.currentThread() != thread) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (changed.descriptor().isOpen()) {
            changed.ring();
        }
    }

    /** Ends the thread; waits for it, unless this is called from within. Closes none of the descriptors. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            wanted.clear();
        }
        changed.ring();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        changed.close();
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment fds = MemorySegment.NULL;
            while (true) {
                List<Descriptor> all = all();
                if (all == null) {
                    return;
                }
                if (fds.byteSize() < all.size() * POLLFD) {
                    fds = arena.allocate(all.size() * 2 * POLLFD, POLLFD);
                }
                wait(fds, all);
            }
        }
    }

    /** What to wait for, first of all news; null when it is over. */
    private synchronized List<Descriptor> all() {
        if (closed) {
            return null;
        }
        List<Descriptor> all = new ArrayList<>(wanted.size() + 1);
        all.add(changed.descriptor());
        all.addAll(wanted.keySet());
        return all;
    }

    private void wait(MemorySegment fds, List<Descriptor> all) {
        for (int i = 0; i < all.size(); i++) {
            int at = i;
            // poll passes over -1: one that was closed meanwhile
            set(fds, at, -1);
            all.get(i).use(fd -> set(fds, at, fd));
        }
        Calls.check("poll", Calls.retry(() -> Libc.poll(fds, all.size(), -1)));
        if (ready(fds, 0)) {
            changed.answer();
        }
        for (int i = 1; i < all.size(); i++) {
            if (ready(fds, i)) {
                call(all.get(i));
            }
        }
    }

    private static long set(MemorySegment fds, int index, int fd) {
        fds.set(ValueLayout.JAVA_INT, index * POLLFD, fd);
        fds.set(ValueLayout.JAVA_SHORT, index * POLLFD + 4, POLLIN);
        fds.set(ValueLayout.JAVA_SHORT, index * POLLFD + 6, (short) 0);
        return 0;
    }

    private static boolean ready(MemorySegment fds, int index) {
        return fds.get(ValueLayout.JAVA_SHORT, index * POLLFD + 6) != 0;
    }

    private void call(Descriptor descriptor) {
        Runnable readable;
        synchronized (this) {
            readable = wanted.get(descriptor);
            if (readable == null) {
                return;
            }
            running = descriptor;
        }
        try {
            readable.run();
        } catch (RuntimeException e) {
            // one that fails must not take the others along
            Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
            handler.uncaughtException(thread, e);
        } finally {
            synchronized (this) {
                running = null;
                notifyAll();
            }
        }
    }
}
