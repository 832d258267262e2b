// SPDX-License-Identifier: Apache-2.0
package @package@;

import @package@.bus.@Name@Model;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import org.vbus.bus.Bus;
import org.vbus.bus.NorthMemory;
import org.vbus.bus.SouthReceiver;
import org.vbus.bus.SouthSender;
import org.vbus.embedded.EmbeddedBus;

/** The device in Java, with one host at its far end that answers ARP: for tests, and for machines without its kernel module. */
public final class Simulated@Name@ extends @Name@Model {
    private static final byte[] DRIVERS_MAC = {2, 0, 0, 0, 0, 2};
    private static final byte[] HOSTS_MAC = {2, 0, 0, 0, 0, 1};
    private static final int BATCH = 16;

    /** Asks it, in one process. */
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
        return new Cable(memory);
    }

    /** One driver. Calls come by one thread of the bus, signals of the ring by another: hence the locks. */
    private static final class Cable extends Connection {
        private SouthSender<VenetRxHeader> rx;
        private SouthReceiver<VenetSg> tx;
        private boolean up;

        Cable(NorthMemory memory) {
            super(memory);
        }

        @Override
        protected long offerToDevice() {
            return 0;
        }

        @Override
        protected long offerToDriver() {
            return 0;
        }

        @Override
        protected synchronized void rx(SouthSender<VenetRxHeader> ring) {
            rx = ring;
        }

        @Override
        protected synchronized void tx(SouthReceiver<VenetSg> ring) {
            tx = ring;
            ring.listen(this::work);
        }

        @Override
        protected void macquery(@Name@MacqueryArgs args) {
            args.setMac(DRIVERS_MAC);
        }

        @Override
        protected synchronized void linkup() {
            up = true;
            // what was sent before
            work();
        }

        @Override
        protected synchronized void linkdown() {
            up = false;
        }

        @Override
        protected synchronized void flushrx() {
            rx.flush();
        }

        private synchronized void work() {
            int taken = 0;
            for (int n = 1; up && n > 0; taken += n) {
                n = tx.poll((sg, bytes, length) -> take(bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)), BATCH);
            }
            if (taken > 0) {
                tx.signal();
                rx.signal();
            }
        }

        private void take(byte[] frame) {
            Arp.of(frame).filter(arp -> arp.isRequest() && Arrays.equals(arp.target(), @Name@Reader.HOST)).ifPresent(arp -> send(arp.reply(HOSTS_MAC)));
        }

        /** Without an empty buffer the frame is lost, as on any network. */
        private void send(Arp frame) {
            if (rx.claim()) {
                byte[] bytes = frame.bytes();
                MemorySegment.copy(bytes, 0, rx.buffer(), ValueLayout.JAVA_BYTE, 0, bytes.length);
                rx.send(bytes.length);
            }
        }
    }
}
