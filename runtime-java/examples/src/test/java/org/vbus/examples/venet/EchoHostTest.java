// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import linux.venet.VenetRxFeatures;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import linux.venet.VenetSgFeatures;
import linux.venet.bus.VenetClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vbus.bus.Bus;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.NorthSender;
import org.vbus.bus.Pool;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** Both sides of a venet in one process. */
@Timeout(60)
class EchoHostTest {
    private static final Inet4Address HOST = Inet4Address.ofLiteral("10.0.0.1");
    private static final Inet4Address SELF = Inet4Address.ofLiteral("10.0.0.2");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final EmbeddedBus container = new EmbeddedBus("test");
    private final Bus bus = container.join();
    private final long device = container.plug(new EchoHost(HOST)).id();

    @AfterEach
    void close() {
        container.close();
    }

    /** More pings than the rings have slots, with each combination of features. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    void answersPings(long sg, long headers) throws InterruptedException {
        List<Frame> seen = new ArrayList<>();
        try (VenetPort port = new VenetPort(bus, device, sg, headers, seen::add)) {
            assertThat(port.sg()).isEqualTo(sg).isEqualTo(sg & VenetSgFeatures.SG);
            assertThat(port.headers()).isEqualTo(headers).isEqualTo(headers & VenetRxFeatures.HDR);
            Pinger pinger = new Pinger(port, new Station(port.mac(), SELF), HOST, LIMIT, new PrintStream(OutputStream.nullOutputStream()));
            assertThat(pinger.ping(200, Duration.ZERO)).isEqualTo(200);
        }
        assertThat(seen).hasSize(2 + 400).allMatch(frame -> frame.arp().isPresent() || frame.echo().isPresent());
    }

    /** The host says nothing to what is not for it, or is broken. */
    @Test
    void saysNothingElse() {
        try (VenetPort port = new VenetPort(bus, device, 0, 0, frame -> { })) {
            Station self = new Station(port.mac(), SELF);
            port.send(self.whoHas(SELF));
            port.send(Frame.of(new byte[3]));
            byte[] damaged = self.ping(port.mac(), HOST, 1, 1).bytes();
            damaged[60] ^= 1;
            port.send(Frame.of(damaged));
            port.send(self.ping(port.mac(), HOST, 1, 2));
            assertThat(port.receive(LIMIT).flatMap(Frame::echo).map(echo -> echo.getSeq())).contains(2);
            assertThat(port.receive(Duration.ofMillis(50))).isEmpty();
        }
    }

    /** A piece outside the pool: the link goes down, and can be opened again. */
    @Test
    void aDriverThatBreaksTheRules() {
        try (VenetClient client = VenetClient.open(bus)) {
            client.negotiateSg(VenetSgFeatures.SG);
            Pool pool = Pool.of(bus, 1 << 16);
            client.rx(pool, 4, 2048);
            NorthSender<VenetSg> tx = client.tx(pool, 4, 2048);
            client.linkup();
            assertThatExceptionOfType(ErrnoException.class).isThrownBy(client::linkup).matches(e -> e.is(Errno.EEXIST));
            assertThat(tx.claim()).isTrue();
            tx.message().setLen(64);
            tx.message().setCount(1);
            tx.message().iov(0).setLen(64);
            tx.message().iov(0).setPtr(1L << 40);
            assertThat(tx.send(VenetSg.sizeFor(1))).isTrue();
            tx.signal();
            assertThat(Idle.parking(Duration.ofMillis(5)).await(() -> tx.reap() == 1, TimeUnit.SECONDS.toNanos(20))).isTrue();
            assertThatExceptionOfType(ErrnoException.class).isThrownBy(client::linkdown).matches(e -> e.is(Errno.ENOENT));
            client.linkup();
            client.linkdown();
        }
    }

    /** As a kernel's venet: nothing is flushed while the link is down; each buffer comes back empty, and is posted again. */
    @Test
    void flushesWhileTheLinkIsUp() {
        try (VenetClient client = VenetClient.open(bus)) {
            Pool pool = Pool.of(bus, 1 << 16);
            NorthReceiver<VenetRxHeader> rx = client.rx(pool, 4, 2048);
            client.tx(pool, 4, 2048);
            assertThatExceptionOfType(ErrnoException.class).isThrownBy(client::flushrx).matches(e -> e.is(Errno.EINVAL));
            client.linkup();
            for (int round = 0; round < 3; round++) {
                client.flushrx();
                int[] told = {0};
                assertThat(rx.poll((header, bytes, length) -> told[0]++, 8)).isEqualTo(4);
                assertThat(told[0]).isZero();
            }
        }
    }
}
