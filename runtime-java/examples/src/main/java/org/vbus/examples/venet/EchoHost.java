// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import linux.venet.VenetIov;
import linux.venet.VenetMacqueryArgs;
import linux.venet.VenetRxFeatures;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import linux.venet.VenetSgFeatures;
import linux.venet.bus.VenetModel;
import org.vbus.bus.NorthMemory;
import org.vbus.bus.SouthReceiver;
import org.vbus.bus.SouthSender;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;

/** A network device at whose far end there is one host, which answers ARP and pings. */
public final class EchoHost extends VenetModel {
    private static final Logger LOG = System.getLogger("org.vbus.examples");
    private static final byte[] DRIVERS_MAC = {2, 0, 0, 0, 0, 2};
    private static final byte[] HOSTS_MAC = {2, 0, 0, 0, 0, 1};
    private static final int BATCH = 64;
    /** Longest frame that is looked at; there is no segmentation. */
    private static final int LONGEST = 2048;

    private final Inet4Address address;

    /**
     * A host.
     *
     * @param address of it
     */
    public EchoHost(Inet4Address address) {
        this.address = address;
    }

    @Override
    protected Connection connect(NorthMemory memory) {
        return new Cable(memory, new Station(HOSTS_MAC, address));
    }

    /** One driver. Calls come by one thread of the bus, signals of the ring by another: hence the locks. */
    private static final class Cable extends Connection {
        private final Station host;
        private final VenetIov piece = new VenetIov();
        private SouthSender<VenetRxHeader> rx;
        private SouthReceiver<VenetSg> tx;
        private boolean up;

        Cable(NorthMemory memory, Station host) {
            super(memory);
            this.host = host;
        }

        // ---- features, rings

        @Override
        protected long offerSg() {
            return VenetSgFeatures.SG;
        }

        @Override
        protected long offerRx() {
            return VenetRxFeatures.HDR;
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

        // ---- calls

        @Override
        protected void macquery(VenetMacqueryArgs args) {
            args.setMac(DRIVERS_MAC);
        }

        @Override
        protected synchronized void linkup() {
            if (up) {
                throw new ErrnoException("LINKUP", Errno.EEXIST);
            }
            up = true;
            // what was sent before
            work();
        }

        @Override
        protected synchronized void linkdown() {
            if (!up) {
                throw new ErrnoException("LINKDOWN", Errno.ENOENT);
            }
            // what was sent before
            work();
            up = false;
        }

        @Override
        protected synchronized void flushrx() {
            if (!up) {
                throw new ErrnoException("FLUSHRX", Errno.EINVAL);
            }
            rx.flush();
        }

        // ---- frames

        /** Takes what the driver has sent. Runs for each signal of the driver's, which it gives once for a batch. */
        private synchronized void work() {
            try {
                int taken = 0;
                for (int n = 1; up && n > 0; taken += n) {
                    n = tx.poll(this::take, BATCH);
                }
                if (taken > 0) {
                    // empty slots, and answers
                    tx.signal();
                    rx.signal();
                }
            } catch (PeerDataException e) {
                // who breaks the rules is not served until the next LINKUP
                LOG.log(Level.WARNING, () -> "the driver's link goes down: " + e.getMessage());
                up = false;
            }
        }

        private void take(VenetSg sg, MemorySegment bytes, long length) {
            long frame = sg == null ? length : sg.getLen();
            if (frame > LONGEST) {
                return;
            }
            byte[] copy = new byte[(int) frame];
            MemorySegment to = MemorySegment.ofArray(copy);
            if (sg == null) {
                copy(bytes, to, 0, length);
            } else {
                gather(sg, to);
            }
            host.answer(Frame.of(copy)).ifPresent(this::send);
        }

        /** The pieces of a frame, one after the other; that their lengths add up was checked. */
        private void gather(VenetSg sg, MemorySegment to) {
            long at = 0;
            for (long i = 0; i < sg.getCount(); i++) {
                sg.iov(i, piece);
                copy(memory().at(piece.getPtr(), piece.getLen()), to, at, piece.getLen());
                at += piece.getLen();
            }
        }

        /** Without an empty buffer, or one that is long enough, the frame is lost, as on any network. */
        private void send(Frame frame) {
            if (!rx.claim()) {
                return;
            }
            long at = 0;
            if (rx.message() != null) {
                rx.message().setSlots(1);
                at = VenetRxHeader.SIZE;
            }
            if (at + frame.length() > rx.room()) {
                rx.drop();
                return;
            }
            copy(frame.memory(), rx.buffer(), at, frame.length());
            rx.send(at + frame.length());
        }

        private static void copy(MemorySegment from, MemorySegment to, long at, long length) {
            MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, to, ValueLayout.JAVA_BYTE, at, length);
        }
    }
}
