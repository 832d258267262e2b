// SPDX-License-Identifier: Apache-2.0
package @package@;

import @package@.bus.@Name@Client;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.vbus.bus.Bus;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.Pool;
import org.vbus.kernel.KernelBus;

/** Reads a @name@, whatever bus it is on. */
public final class @Name@Reader {
    private static final int DEPTH = 16;
    private static final int SAMPLES = 5;
    private static final long PERIOD_MS = 50;
    private static final Duration ARRIVAL = Duration.ofSeconds(10);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private final Bus bus;
    private final PrintStream out;

    /** Of a bus, to what it is to print on. */
    public @Name@Reader(Bus bus, PrintStream out) {
        this.bus = bus;
        this.out = out;
    }

    /** Reads a device of the kernel: the process must be a member of its bus. */
    public static void main(String[] args) throws InterruptedException {
        try (Bus bus = KernelBus.join()) {
            new @Name@Reader(bus, System.out).read();
        }
    }

    /** Prints some samples. */
    public void read() throws InterruptedException {
        DeviceInfo device = bus.await(@Name@Device.@NAME@_DEVICE_TYPE, ARRIVAL);
        // before the device is opened: a kernel's bus wants it so
        Pool pool = Pool.of(bus, 1 << 12);
        try (@Name@Client client = @Name@Client.open(bus, device.id())) {
            NorthReceiver<@Name@Sample> samples = client.samples(pool, DEPTH);
            client.start(PERIOD_MS);
            Idle sleep = Idle.blocking(samples.ring());
            for (int n = 0; n < SAMPLES; ) {
                if (!samples.await(sleep, PATIENCE_NS)) {
                    throw new IllegalStateException("no sample for 10 s");
                }
                n += samples.poll((sample, bytes, length) -> out.printf("sample %.6f%n", sample.getValue() / 1e6), SAMPLES - n);
            }
            client.stop();
        }
    }
}
