// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Watches a thread at work, and calls for help when one piece of work takes more than ten seconds of the processor, or fifteen minutes of the
 * clock: other programs may slow a machine down, and waiting for something that never comes takes no processor time at all. What takes
 * a minute of the processor will not end.
 */
final class Watchdog {
    /** Of the processor. */
    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MOST_CLOCK = TimeUnit.MINUTES.toNanos(15);
    private static final long HOPELESS_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Thread watched;
    private final BiConsumer<String, Boolean> help;
    private volatile long begin;
    private volatile long beginCpu;
    private volatile boolean busy;

    /**
     * Watches the calling thread.
     *
     * @param help gets the stack, on another thread, as the watched one is still at it; and whether to give up
     */
    Watchdog(BiConsumer<String, Boolean> help) {
        this.watched = Thread.currentThread();
        this.help = help;
        Thread thread = new Thread(this::watch, "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    void begins() {
        begin = System.nanoTime();
        beginCpu = cpu();
        busy = true;
    }

    /** Processor time since {@link #begins}, in nanoseconds. */
    long ends() {
        busy = false;
        return cpu() - beginCpu;
    }

    /** Time on the clock since {@link #begins}, in nanoseconds. */
    long clock() {
        return System.nanoTime() - begin;
    }

    private long cpu() {
        return THREADS.getThreadCpuTime(watched.getId());
    }

    private void watch() {
        try {
            long told = 0;
            while (watched.isAlive()) {
                Thread.sleep(250);
                long started = begin;
                long spent = cpu() - beginCpu;
                boolean hopeless = spent > HOPELESS_NANOS || clock() > MOST_CLOCK;
                if (busy && started == begin && (hopeless || spent > MOST_NANOS && told != started)) {
                    help.accept(Stacks.of(watched), hopeless);
                    told = started;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
