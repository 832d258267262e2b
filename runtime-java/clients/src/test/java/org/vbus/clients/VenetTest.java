// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import linux.ioq.IoqRingHead;
import linux.vbus.VbusDescribe;
import linux.vbus.VbusDevice;
import linux.vbus.VbusFeatures;
import linux.venet.VenetCapabilities;
import linux.venet.VenetDevice;
import linux.venet.VenetIov;
import linux.venet.VenetRxFeatures;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import linux.venet.VenetSgFeatures;
import linux.venet.bus.VenetClient;
import linux.venet.bus.VenetModel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.NorthSender;
import org.vbus.bus.Pool;
import org.vbus.bus.Region;
import org.vbus.bus.Session;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.shm.Ioq;

/** The generated client and the generated model of venet against each other. */
@Timeout(120)
class VenetTest {
    private static final int MESSAGES = 100_000;

    private final NetDevice device = new NetDevice(VenetSgFeatures.KNOWN, VenetRxFeatures.KNOWN);
    private final FakeBus bus = new FakeBus(device);

    @AfterEach
    void nothingButErrorNumbers() {
        bus.close();
        assertThat(bus.unexpected).isEmpty();
    }

    private static void errno(Errno errno, ThrowingCallable call) {
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(call).matches(e -> e.is(errno), errno.name());
    }

    // ---- opening

    @Test
    void opensTheVersionAndNoOther() {
        errno(Errno.EINVAL, () -> bus.open(0, VenetDevice.VERSION + 1));
        errno(Errno.EINVAL, () -> bus.open(0, -1));
        assertThat(device.isOpen()).isFalse();
        try (VenetClient client = VenetClient.open(bus)) {
            assertThat(client.session().device().type()).isEqualTo("virtual-ethernet");
            assertThat(device.isOpen()).isTrue();
            errno(Errno.EBUSY, () -> VenetClient.open(bus, 0));
        }
        assertThat(device.isOpen()).isFalse();
        assertThat(device.port.gone).isTrue();
        errno(Errno.ENOENT, () -> VenetClient.open(bus, 7));
        errno(Errno.ENODEV, () -> VenetClient.open(new FakeBus()));
    }

    @Test
    void aModelThatRefusesCanBeOpenedAgain() {
        boolean[] refuses = {true};
        VenetModel model = new VenetModel() {
            @Override
            protected Connection connect(org.vbus.bus.NorthMemory memory) {
                if (refuses[0]) {
                    throw new ErrnoException("connect", Errno.EPERM);
                }
                return device.connect(memory);
            }
        };
        FakeBus other = new FakeBus(model);
        errno(Errno.EPERM, () -> VenetClient.open(other));
        refuses[0] = false;
        VenetClient.open(other).close();
        other.close();
    }

    @Test
    void describesItself() {
        try (VenetClient client = VenetClient.open(bus)) {
            VbusDescribe said = client.session().describe();
            byte[] hash = new byte[32];
            said.getHash(hash);
            assertThat(HexFormat.of().formatHex(hash)).isEqualTo(VenetDevice.ABI_HASH);
            assertThat(said.getVersion()).isEqualTo(VenetDevice.VERSION);
            assertThat(said.getReleaseMajor()).isEqualTo(1);
            said.check();
            errno(Errno.EINVAL, () -> client.session().call(VbusDevice.VBUS_FUNC_DESCRIBE, block(47)));
        }
    }

    private static MemorySegment block(long bytes) {
        return MemorySegment.ofArray(new long[16]).asSlice(0, bytes);
    }

    // ---- features

    @Test
    void everyCombinationOfFeatures() {
        for (long offer = 0; offer < 32; offer++) {
            NetDevice offering = new NetDevice(offer, ~offer);
            FakeBus one = new FakeBus(offering);
            try (VenetClient client = VenetClient.open(one)) {
                for (long asked = 0; asked < 64; asked++) {
                    long sg = VenetSgFeatures.closure(VenetSgFeatures.closure(asked) & offer);
                    assertThat(client.negotiateSg(asked)).isEqualTo(sg).isEqualTo(client.grantedSg()).isEqualTo(offering.port.sg());
                    long rx = VenetRxFeatures.closure(VenetRxFeatures.closure(asked) & ~offer);
                    assertThat(client.negotiateRx(asked)).isEqualTo(rx).isEqualTo(client.grantedRx()).isEqualTo(offering.port.headers());
                    assertThat(client.grantedSg()).as("the other group stays").isEqualTo(sg);
                    // a driver that asks without what is required
                    assertThat(raw(client.session(), 0, asked)).isEqualTo(VenetSgFeatures.closure(asked & offer));
                }
                assertThat(raw(client.session(), 77, -1L >>> 32)).as("a group of a later release").isZero();
            }
            one.close();
            assertThat(one.unexpected).isEmpty();
        }
    }

    private static long raw(Session session, long group, long bits) {
        VenetCapabilities block = new VenetCapabilities().wrap(block(VenetCapabilities.SIZE), 0);
        block.setGid(group);
        block.setBits(bits);
        session.call(VenetDevice.VENET_FUNC_NEGCAP, block.segment());
        return block.getBits();
    }

    @Test
    void theBusNegotiatesNothingOfIt() {
        try (VenetClient client = VenetClient.open(bus)) {
            assertThat(client.session().negotiate(0, -1)).isZero();
            VbusFeatures reserved = new VbusFeatures().wrap(block(VbusFeatures.SIZE), 0);
            reserved.segment().set(ValueLayout.JAVA_BYTE, 5, (byte) 1);
            errno(Errno.EINVAL, () -> client.session().call(VbusDevice.VBUS_FUNC_NEGOTIATE, reserved.segment()));
            errno(Errno.EINVAL, () -> client.session().call(VbusDevice.VBUS_FUNC_NEGOTIATE, block(8)));
            errno(Errno.EINVAL, () -> client.session().call(VenetDevice.VENET_FUNC_NEGCAP, block(16)));
        }
    }

    @Test
    void noNegotiationAfterTheFirstRing() {
        try (VenetClient client = VenetClient.open(bus)) {
            client.tx(Pool.of(bus, 1 << 16), 4, 64);
            assertThatIllegalStateException().isThrownBy(() -> client.negotiateSg(1)).withMessageContaining("before the first ring");
            errno(Errno.EINVAL, () -> raw(client.session(), 0, 1));
            errno(Errno.EINVAL, () -> client.session().negotiate(0, 1));
        }
    }

    // ---- calls

    @Test
    void callsInTheirOrder() {
        try (VenetClient client = VenetClient.open(bus)) {
            assertThat(client.macquery()).containsExactly(2, 0, 0, 0, 0, 7);
            assertThatIllegalStateException().isThrownBy(client::linkup).withMessage("venet.LINKUP comes after rx");
            assertThatIllegalStateException().isThrownBy(client::flushrx).withMessage("venet.FLUSHRX comes after rx");
            errno(Errno.EINVAL, () -> client.session().call(VenetDevice.VENET_FUNC_LINKUP, MemorySegment.NULL));
            assertThatExceptionOfType(ErrnoException.class).isThrownBy(client::linkdown).withMessageStartingWith("venet.LINKDOWN: ENOENT");
            Pool pool = Pool.of(bus, 1 << 20);
            client.rx(pool, 8, 2048);
            assertThatIllegalStateException().isThrownBy(client::linkup).withMessage("venet.LINKUP comes after tx");
            errno(Errno.EINVAL, () -> client.session().call(VenetDevice.VENET_FUNC_LINKUP, MemorySegment.NULL));
            client.tx(pool, 8, 2048);
            client.linkup();
            errno(Errno.EEXIST, client::linkup);
            client.flushrx();
            assertThat(device.port.flushed).isEqualTo(8);
            client.linkdown();
        }
    }

    @Test
    void wrongLengthsAndNumbers() {
        try (VenetClient client = VenetClient.open(bus)) {
            Session session = client.session();
            errno(Errno.EINVAL, () -> session.call(VenetDevice.VENET_FUNC_MACQUERY, block(5)));
            errno(Errno.EINVAL, () -> session.call(VenetDevice.VENET_FUNC_MACQUERY, block(7)));
            errno(Errno.EINVAL, () -> session.call(VenetDevice.VENET_FUNC_MACQUERY, MemorySegment.NULL));
            errno(Errno.EINVAL, () -> session.call(VenetDevice.VENET_FUNC_LINKDOWN, block(1)));
            for (long number : new long[] {5, 6, 0xffff, 0xffff0002L, 0xffffffffL, 0x100000000L, -1}) {
                errno(Errno.EINVAL, () -> session.call(number, MemorySegment.NULL));
            }
            session.close();
            errno(Errno.ENODEV, client::macquery);
        }
    }

    @Test
    void ringsOfTheRightDepthOnce() {
        try (VenetClient client = VenetClient.open(bus)) {
            Pool pool = Pool.of(bus, 1 << 20);
            assertThatIllegalArgumentException().isThrownBy(() -> client.rx(pool, 0, 64));
            assertThatIllegalArgumentException().isThrownBy(() -> client.rx(pool, 2049, 64));
            long before = pool.free();
            errno(Errno.ENOMEM, () -> client.rx(pool, 2048, 2048));
            client.rx(pool, 2, 64);
            assertThatIllegalStateException().isThrownBy(() -> client.rx(pool, 2, 64)).withMessage("venet.rx is shared");
            // what the client does not let through, the device refuses
            Session session = client.session();
            errno(Errno.EEXIST, () -> session.ring(VenetDevice.VENET_QUEUE_RX, 2));
            errno(Errno.EINVAL, () -> session.ring(2, 2));
            errno(Errno.EINVAL, () -> session.share(VenetDevice.VENET_QUEUE_TX, bus.region(88), 88));
            Region wrong = bus.region(Ioq.size(4));
            Ioq.format(wrong.memory(), 4);
            wrong.memory().set(ValueLayout.JAVA_INT, IoqRingHead.MAGIC_OFFSET, 0);
            errno(Errno.EINVAL, () -> session.share(VenetDevice.VENET_QUEUE_TX, wrong, Ioq.size(4), IoqRingHead.SIGNAL_OFFSET, 0));
            Ioq.format(wrong.memory(), 4);
            errno(Errno.EINVAL, () -> session.share(VenetDevice.VENET_QUEUE_TX, wrong, Ioq.size(4) - 8, IoqRingHead.SIGNAL_OFFSET, 0));
            client.tx(pool, 4, 64);
            client.close();
            assertThat(pool.free()).as("given back").isEqualTo(before);
        }
    }

    // ---- traffic

    /** Bytes; headers on the way back; pieces on the way there. */
    @ParameterizedTest
    @ValueSource(strings = {"bytes", "headers", "pieces"})
    void messagesBothWays(String how) throws InterruptedException {
        try (VenetClient client = VenetClient.open(bus)) {
            boolean pieces = how.equals("pieces");
            boolean headers = !how.equals("bytes");
            assertThat(client.negotiateSg(pieces ? VenetSgFeatures.SG : 0)).isEqualTo(pieces ? VenetSgFeatures.SG : 0);
            assertThat(client.negotiateRx(headers ? VenetRxFeatures.HDR : 0)).isEqualTo(headers ? VenetRxFeatures.HDR : 0);
            Pool pool = Pool.of(bus, 1 << 20);
            NorthReceiver<VenetRxHeader> rx = client.rx(pool, 64, 256);
            NorthSender<VenetSg> tx = client.tx(pool, 32, 256);
            client.linkup();
            NetDevice.Port port = device.port;
            Thread echo = new Thread(() -> {
                while (port.answered < MESSAGES && !Thread.currentThread().isInterrupted()) {
                    if (port.echo(64) == 0) {
                        Thread.yield();
                    }
                }
            });
            echo.start();
            try {
                traffic(rx, tx, pieces, headers);
            } finally {
                echo.interrupt();
                echo.join();
            }
            assertThat(tx.reap() + tx.pending()).isGreaterThanOrEqualTo(0);
            assertThat(port.answered).isEqualTo(MESSAGES);
        }
    }

    private static void traffic(NorthReceiver<VenetRxHeader> rx, NorthSender<VenetSg> tx, boolean pieces, boolean headers) {
        AtomicLong got = new AtomicLong();
        long sent = 0;
        Idle idle = Idle.yielding();
        VenetIov piece = new VenetIov();
        while (got.get() < MESSAGES) {
            while (sent < MESSAGES && tx.claim()) {
                send(tx, sent, pieces, piece);
                sent++;
            }
            tx.signal();
            assertThat(rx.await(idle, 10_000_000_000L)).isTrue();
            rx.poll((header, bytes, length) -> {
                assertThat(header != null).isEqualTo(headers);
                long at = headers ? VenetRxHeader.SIZE : 0;
                long n = got.getAndIncrement();
                assertThat(bytes.get(ValueLayout.JAVA_LONG, at)).isEqualTo(n);
                assertThat(length).isEqualTo(at + 8 + n % 100);
                if (headers) {
                    assertThat(header.getSlots()).isEqualTo(1);
                }
            }, 64);
        }
    }

    private static void send(NorthSender<VenetSg> tx, long n, boolean pieces, VenetIov piece) {
        long length = 8 + n % 100;
        if (!pieces) {
            tx.buffer().set(ValueLayout.JAVA_LONG, 0, n);
            assertThat(tx.send(length)).isTrue();
            return;
        }
        // the data behind the record, in two pieces
        long data = 128;
        tx.buffer().set(ValueLayout.JAVA_LONG, data, n);
        VenetSg sg = tx.message();
        sg.setCookie(n);
        sg.setLen(length);
        sg.setCount(2);
        sg.iov(0, piece).setLen(8);
        piece.setPtr(tx.address() + data);
        sg.iov(1, piece).setLen(length - 8);
        piece.setPtr(tx.address() + data + 8);
        assertThat(tx.send(VenetSg.sizeFor(2))).isTrue();
    }

    @Test
    void sleepersAreWoken() throws InterruptedException {
        try (VenetClient client = VenetClient.open(bus)) {
            Pool pool = Pool.of(bus, 1 << 20);
            NorthReceiver<VenetRxHeader> rx = client.rx(pool, 4, 64);
            NorthSender<VenetSg> tx = client.tx(pool, 4, 64);
            client.linkup();
            NetDevice.Port port = device.port;
            // the device moves messages in the listener itself
            port.tx.listen(() -> {
                while (port.echo(16) > 0) {
                    Thread.onSpinWait();
                }
            });
            Idle sleep = Idle.blocking(rx.ring());
            for (int i = 0; i < 2000; i++) {
                assertThat(tx.claim()).isTrue();
                tx.buffer().set(ValueLayout.JAVA_INT, 0, i);
                tx.send(4);
                tx.signal();
                int n = i;
                assertThat(rx.await(sleep, 5_000_000_000L)).isTrue();
                assertThat(rx.poll((none, bytes, length) -> assertThat(bytes.get(ValueLayout.JAVA_INT, 0)).isEqualTo(n), 1)).isEqualTo(1);
            }
        }
    }

    @Test
    void whatASenderMayNotDo() {
        try (VenetClient client = VenetClient.open(bus)) {
            client.negotiateSg(VenetSgFeatures.SG);
            NorthSender<VenetSg> tx = client.tx(Pool.of(bus, 1 << 16), 2, 64);
            assertThatIllegalStateException().isThrownBy(() -> tx.send());
            assertThat(tx.claim()).isTrue();
            assertThatIllegalArgumentException().isThrownBy(() -> tx.send(31));
            assertThatIllegalArgumentException().isThrownBy(() -> tx.send(65));
            assertThat(tx.send(64)).isTrue();
            assertThat(tx.claim()).isTrue();
            assertThat(tx.send()).isTrue();
            assertThat(tx.claim()).as("the device has them all").isFalse();
            assertThat(tx.isReady()).isFalse();
            assertThat(tx.pending()).isEqualTo(2);
        }
    }
}
