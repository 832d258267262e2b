// SPDX-License-Identifier: Apache-2.0
package @package@;

import @package@.bus.@Name@Model;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.vbus.bus.Bus;
import org.vbus.bus.NorthMemory;
import org.vbus.bus.SouthReceiver;
import org.vbus.bus.SouthSender;
import org.vbus.embedded.EmbeddedBus;

/** The device in Java, which sends back what it gets: for tests, and for machines without its kernel module. */
public final class Simulated@Name@ extends @Name@Model {
    private static final int READS = 1;
    private static final int WRITES = 2;

    /** Talks to it, in one process. */
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
        return new Echo(memory);
    }

    /** One driver. Calls come by one thread of the bus, signals of the rings by another: hence the locks. */
    private static final class Echo extends Connection {
        private SouthSender<Void> rx;
        private SouthReceiver<Void> tx;
        private ByteBuffer rest = ByteBuffer.allocate(0);
        private boolean flows;

        Echo(NorthMemory memory) {
            super(memory);
        }

        @Override
        protected synchronized void rx(SouthSender<Void> ring) {
            rx = ring;
            ring.listen(this::work);
        }

        @Override
        protected synchronized void tx(SouthReceiver<Void> ring) {
            tx = ring;
            ring.listen(this::work);
        }

        @Override
        protected void ends(@Name@EndsRegion region) {
            region.setEnds(1, READS | WRITES);
        }

        @Override
        protected void shared(@Name@SharedRegion region) {
        }

        @Override
        protected synchronized void start() {
            flows = true;
            // what was sent before
            work();
        }

        @Override
        protected synchronized void stop() {
            flows = false;
        }

        private synchronized void work() {
            boolean moved = false;
            while (flows && (rest.hasRemaining() ? give() : take())) {
                moved = true;
            }
            if (moved) {
                tx.signal();
                rx.signal();
            }
        }

        /** The driver's next message, if there is one. */
        private boolean take() {
            return tx.poll((none, bytes, length) -> rest = ByteBuffer.wrap(bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)), 1) > 0;
        }

        /** As much of it as the driver's next buffer takes, if there is one. */
        private boolean give() {
            if (!rx.claim()) {
                return false;
            }
            int bytes = (int) Math.min(rx.room(), rest.remaining());
            MemorySegment.copy(rest.array(), rest.position(), rx.buffer(), ValueLayout.JAVA_BYTE, 0, bytes);
            rest.position(rest.position() + bytes);
            rx.send(bytes);
            return true;
        }
    }
}
