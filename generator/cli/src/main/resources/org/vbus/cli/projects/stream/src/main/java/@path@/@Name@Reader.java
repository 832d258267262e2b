// SPDX-License-Identifier: Apache-2.0
package @package@;

import @package@.bus.@Name@Client;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.vbus.bus.Bus;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.NorthSender;
import org.vbus.bus.Pool;
import org.vbus.kernel.KernelBus;

/** Says something to a @name@ and prints what comes back, whatever bus the device is on. */
public final class @Name@Reader {
    private static final String SAID = "hello";
    private static final int READS = 1;
    private static final int WRITES = 2;
    private static final int DEPTH = 16;
    private static final int BUFFER = 2048;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    private final Bus bus;
    private final PrintStream out;

    /** Of a bus, to what it is to print on. */
    public @Name@Reader(Bus bus, PrintStream out) {
        this.bus = bus;
        this.out = out;
    }

    /** Talks to a device of the kernel: the process must be a member of its bus. */
    public static void main(String[] args) throws InterruptedException {
        try (Bus bus = KernelBus.join()) {
            new @Name@Reader(bus, System.out).read();
        }
    }

    /** Prints what comes back. */
    public void read() throws InterruptedException {
        DeviceInfo device = bus.await(@Name@Device.@NAME@_DEVICE_TYPE, ARRIVAL);
        // before the device is opened: a kernel's bus wants it so
        Pool pool = Pool.of(bus, 2 * DEPTH * BUFFER);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        try (@Name@Client client = @Name@Client.open(bus, device.id())) {
            NorthReceiver<Void> rx = client.rx(pool, DEPTH, BUFFER);
            NorthSender<Void> tx = client.tx(pool, DEPTH, BUFFER);
            // this side reads and writes, so that the other one waits instead of seeing the end of the stream
            client.ends().setEnds(0, READS | WRITES);
            client.start();
            send(tx, SAID.getBytes(StandardCharsets.UTF_8));
            Idle sleep = Idle.blocking(rx.ring());
            while (back.size() < SAID.length()) {
                if (!rx.await(sleep, PATIENCE_NS)) {
                    throw new IllegalStateException("nothing came back for 10 s");
                }
                rx.poll((none, bytes, length) -> back.writeBytes(bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)), DEPTH);
            }
            client.stop();
        }
        out.println(back.toString(StandardCharsets.UTF_8) + " came back");
    }

    private static void send(NorthSender<Void> tx, byte[] bytes) {
        if (!tx.claim()) {
            throw new IllegalStateException("a new ring has no room");
        }
        MemorySegment.copy(bytes, 0, tx.buffer(), ValueLayout.JAVA_BYTE, 0, bytes.length);
        tx.send(bytes.length);
        tx.signal();
    }
}
