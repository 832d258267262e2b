// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import java.lang.foreign.MemorySegment;
import linux.venet.VenetIov;
import linux.venet.VenetMacqueryArgs;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import linux.venet.bus.VenetModel;
import org.vbus.bus.NorthMemory;
import org.vbus.bus.SouthReceiver;
import org.vbus.bus.SouthSender;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** A network device that sends back what it gets. */
final class NetDevice extends VenetModel {
    final long offerSg;
    final long offerRx;
    volatile Port port;

    NetDevice(long offerSg, long offerRx) {
        this.offerSg = offerSg;
        this.offerRx = offerRx;
    }

    @Override
    protected Connection connect(NorthMemory memory) {
        port = new Port(memory);
        return port;
    }

    /** One driver. */
    final class Port extends Connection {
        SouthSender<VenetRxHeader> rx;
        SouthReceiver<VenetSg> tx;
        boolean up;
        boolean gone;
        int flushed;
        long answered;

        Port(NorthMemory memory) {
            super(memory);
        }

        @Override
        protected long offerSg() {
            return offerSg;
        }

        @Override
        protected long offerRx() {
            return offerRx;
        }

        long sg() {
            return grantedSg();
        }

        long headers() {
            return grantedRx();
        }

        @Override
        protected void linkup() {
            if (up) {
                throw new ErrnoException("venet.LINKUP", Errno.EEXIST);
            }
            up = true;
        }

        @Override
        protected void linkdown() {
            if (!up) {
                throw new ErrnoException("venet.LINKDOWN", Errno.ENOENT);
            }
            up = false;
        }

        @Override
        protected void macquery(VenetMacqueryArgs args) {
            args.setMac(new byte[] {2, 0, 0, 0, 0, 7});
        }

        @Override
        protected void flushrx() {
            flushed = rx.flush();
        }

        @Override
        protected void rx(SouthSender<VenetRxHeader> ring) {
            rx = ring;
        }

        @Override
        protected void tx(SouthReceiver<VenetSg> ring) {
            tx = ring;
        }

        @Override
        protected void closed() {
            gone = true;
        }

        /** Answers each message with one of the same bytes, as long as there is room. */
        int echo(int limit) {
            int n = 0;
            while (n < limit && rx.claim() && tx.poll(this::answer, 1) == 1) {
                n++;
            }
            if (n > 0) {
                tx.signal();
                rx.signal();
            }
            return n;
        }

        private void answer(VenetSg sg, MemorySegment bytes, long length) {
            long to = 0;
            if (rx.message() != null) {
                rx.message().setSlots(1);
                to = VenetRxHeader.SIZE;
            }
            if (to + (sg == null ? length : sg.getLen()) > rx.room()) {
                rx.drop();
                return;
            }
            if (sg == null) {
                MemorySegment.copy(bytes, 0, rx.buffer(), to, length);
                to += length;
            } else {
                VenetIov piece = new VenetIov();
                for (long i = 0; i < sg.getCount(); i++) {
                    sg.iov(i, piece);
                    MemorySegment.copy(memory().at(piece.getPtr(), piece.getLen()), 0, rx.buffer(), to, piece.getLen());
                    to += piece.getLen();
                }
            }
            rx.send(to);
            answered++;
        }
    }
}
