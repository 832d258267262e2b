// SPDX-License-Identifier: Apache-2.0
package @package@;

import @package@.bus.@Name@Model;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.vbus.bus.Bus;
import org.vbus.bus.NorthMemory;
import org.vbus.bus.SouthSender;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** The device in Java, for tests and for machines without its kernel module: a bus inside the process has it. */
public final class Simulated@Name@ extends @Name@Model {
    private static final long STEP = 250_000;

    /** Reads it, in one process. */
    public static void main(String[] args) throws InterruptedException {
        try (EmbeddedBus container = new EmbeddedBus("@name@")) {
            container.plug(new Simulated@Name@());
            try (Bus bus = container.join()) {
                new @Name@Reader(bus, System.out).read();
            }
        }
    }

    @Override
    protected Connection connect(NorthMemory memory) {
        return new Measurement(memory);
    }

    /** One driver. Calls come by a thread of the bus, samples by the timer's: hence the locks. */
    private static final class Measurement extends Connection {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private SouthSender<@Name@Sample> samples;
        private ScheduledFuture<?> running;
        private long count;

        Measurement(NorthMemory memory) {
            super(memory);
        }

        @Override
        protected synchronized void samples(SouthSender<@Name@Sample> ring) {
            samples = ring;
        }

        @Override
        protected synchronized void start(@Name@StartArgs args) {
            if (running != null) {
                throw new ErrnoException("START", Errno.EBUSY);
            }
            count = 0;
            running = timer.scheduleAtFixedRate(this::measure, 0, args.getPeriod(), TimeUnit.MILLISECONDS);
        }

        @Override
        protected synchronized void stop() {
            if (running != null) {
                running.cancel(false);
                running = null;
            }
        }

        @Override
        protected void closed() {
            // the driver's memory goes when this returns: no sample may be under way
            timer.shutdownNow();
            timer.close();
        }

        private synchronized void measure() {
            if (running == null) {
                return;
            }
            long value = count++ * STEP;
            // without an empty buffer the sample is lost
            if (samples.claim()) {
                samples.message().setTime(System.nanoTime());
                samples.message().setValue(value);
                samples.send();
                samples.signal();
            }
        }
    }
}
