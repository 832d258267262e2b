// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import linux.venet.VenetRxFeatures;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import linux.venet.VenetSgFeatures;
import linux.venet.bus.VenetClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.bus.Bus;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.NorthSender;
import org.vbus.bus.Pool;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** The same client and model over a bus that is more than a test's: inside the process, and through its socket. */
@Timeout(120)
class EmbeddedTest {
    private static final long LONG = 10_000_000_000L;

    private final NetDevice device = new NetDevice(VenetSgFeatures.KNOWN, VenetRxFeatures.KNOWN);

    @Test
    void insideTheProcess() {
        try (EmbeddedBus container = new EmbeddedBus("clients")) {
            container.plug(device);
            try (Bus bus = container.join()) {
                talk(bus);
            }
        }
    }

    @Test
    void throughASocket(@TempDir Path dir) {
        try (EmbeddedBus container = new EmbeddedBus("clients")) {
            container.plug(device);
            container.serve(dir.resolve("bus"));
            try (Bus bus = EmbeddedBus.connect(dir.resolve("bus"))) {
                talk(bus);
            }
        }
    }

    private void talk(Bus bus) {
        try (VenetClient client = VenetClient.open(bus)) {
            assertThat(client.macquery()).containsExactly(2, 0, 0, 0, 0, 7);
            assertThatExceptionOfType(ErrnoException.class).isThrownBy(client::linkdown).matches(e -> e.is(Errno.ENOENT));
            assertThat(client.negotiateRx(VenetRxFeatures.HDR)).isEqualTo(VenetRxFeatures.HDR);
            Pool pool = Pool.of(bus, 1 << 20);
            NorthReceiver<VenetRxHeader> rx = client.rx(pool, 16, 256);
            NorthSender<VenetSg> tx = client.tx(pool, 16, 256);
            client.linkup();
            NetDevice.Port port = device.port;
            port.tx.listen(() -> {
                while (port.echo(16) > 0) {
                    Thread.onSpinWait();
                }
            });
            Idle sleep = Idle.blocking(rx.ring());
            for (long i = 0; i < 5000; i++) {
                assertThat(tx.claim()).isTrue();
                tx.buffer().set(ValueLayout.JAVA_LONG, 0, i);
                tx.send(8);
                tx.signal();
                long n = i;
                assertThat(rx.await(sleep, LONG)).isTrue();
                assertThat(rx.poll((header, bytes, length) -> {
                    assertThat(header.getSlots()).isEqualTo(1);
                    assertThat(bytes.get(ValueLayout.JAVA_LONG, VenetRxHeader.SIZE)).isEqualTo(n);
                }, 1)).isEqualTo(1);
            }
            client.flushrx();
            assertThat(port.flushed).isEqualTo(16);
        }
        assertThat(device.port.gone).isTrue();
        assertThat(device.isOpen()).isFalse();
    }
}
