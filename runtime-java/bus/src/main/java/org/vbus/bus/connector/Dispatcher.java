// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus.connector;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that runs what it is given, in order, and ends when there has been nothing for a while. */
public final class Dispatcher implements Executor, AutoCloseable {
    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor executor;

    /** Starts no thread before there is something to run. */
    public Dispatcher(String name) {
        executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name).factory());
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Takes no more; what it has it still runs. Does not wait. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
