// SPDX-License-Identifier: Apache-2.0
package @package@;

import @package@.bus.@Name@Client;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import org.vbus.bus.Bus;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.NorthSender;
import org.vbus.bus.Pool;
import org.vbus.kernel.KernelBus;

/** Asks through a @name@ who has an address, whatever bus the device is on. */
public final class @Name@Reader {
    /** The far end of the cable. */
    public static final byte[] HOST = {10, 9, 1, 1};

    private static final byte[] OWN = {10, 9, 1, 2};
    private static final int DEPTH = 16;
    private static final int BUFFER = 2048;
    private static final int TRIES = 10;
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    private final Bus bus;
    private final PrintStream out;
    private Optional<Arp> answer = Optional.empty();

    /** Of a bus, to what it is to print on. */
    public @Name@Reader(Bus bus, PrintStream out) {
        this.bus = bus;
        this.out = out;
    }

    /** Asks through a device of the kernel: the process must be a member of its bus. */
    public static void main(String[] args) throws InterruptedException {
        try (Bus bus = KernelBus.join()) {
            new @Name@Reader(bus, System.out).read();
        }
    }

    /** Prints who answers. */
    public void read() throws InterruptedException {
        DeviceInfo device = bus.await(@Name@Device.@NAME@_DEVICE_TYPE, ARRIVAL);
        // before the device is opened: a kernel's bus wants it so
        Pool pool = Pool.of(bus, 2 * DEPTH * BUFFER);
        try (@Name@Client client = @Name@Client.open(bus, device.id())) {
            // no feature is negotiated: a buffer is a frame, and nothing but it
            byte[] mac = client.macquery();
            NorthReceiver<VenetRxHeader> rx = client.rx(pool, DEPTH, BUFFER);
            NorthSender<VenetSg> tx = client.tx(pool, DEPTH, BUFFER);
            client.linkup();
            Idle sleep = Idle.blocking(rx.ring());
            for (int n = 0; n < TRIES && answer.isEmpty(); n++) {
                send(tx, Arp.request(mac, OWN, HOST));
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                while (answer.isEmpty() && rx.await(sleep, Math.max(0, end - System.nanoTime()))) {
                    rx.poll((header, bytes, length) -> take(bytes.asSlice(0, length)), DEPTH);
                }
            }
            client.linkdown();
        }
        Arp arp = answer.orElseThrow(() -> new IllegalStateException("nobody answers"));
        out.println("10.9.1.1 is at " + HexFormat.ofDelimiter(":").formatHex(arp.senderMac()));
    }

    private static void send(NorthSender<VenetSg> tx, Arp frame) {
        if (tx.claim()) {
            byte[] bytes = frame.bytes();
            MemorySegment.copy(bytes, 0, tx.buffer(), ValueLayout.JAVA_BYTE, 0, bytes.length);
            tx.send(bytes.length);
            tx.signal();
        }
    }

    /** A frame that has come: of interest if it is the answer. */
    private void take(MemorySegment frame) {
        Arp.of(frame.toArray(ValueLayout.JAVA_BYTE)).filter(arp -> arp.isReplyOf(HOST)).ifPresent(arp -> answer = Optional.of(arp));
    }
}
