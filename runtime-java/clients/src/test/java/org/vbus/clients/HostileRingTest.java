// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import linux.ioq.IoqRingDesc;
import linux.ioq.IoqRingHead;
import linux.venet.VenetRxFeatures;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import linux.venet.VenetSgFeatures;
import linux.venet.bus.VenetClient;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.NorthSender;
import org.vbus.bus.Pool;
import org.vbus.runtime.PeerDataException;

/** A peer that writes into rings and buffers what it likes, between any two steps: {@link PeerDataException} or nothing, and no read outside. */
@Timeout(120)
class HostileRingTest {
    private static final int STEPS = 40_000;

    @ParameterizedTest
    @CsvSource({"1,false", "2,true", "3,false", "4,true"})
    void whateverStandsInTheRings(long seed, boolean typed) {
        Random random = new Random(seed);
        int[] thrown = {0};
        int[] done = {0};
        // a ring that was broken stays so: many of them
        for (int life = 0; life < 40; life++) {
            NetDevice device = new NetDevice(VenetSgFeatures.KNOWN, VenetRxFeatures.KNOWN);
            FakeBus bus = new FakeBus(device);
            try (VenetClient client = VenetClient.open(bus)) {
                client.negotiateSg(typed ? VenetSgFeatures.SG : 0);
                client.negotiateRx(typed ? VenetRxFeatures.HDR : 0);
                Pool pool = Pool.of(bus, 1 << 14);
                NorthReceiver<VenetRxHeader> rx = client.rx(pool, 4, 256);
                NorthSender<VenetSg> tx = client.tx(pool, 4, 256);
                NetDevice.Port port = device.port;
                for (int step = 0; step < STEPS / 40; step++) {
                    if (random.nextInt(4) == 0) {
                        scribble(random, bus.regions.get(random.nextInt(2)));
                    }
                    try {
                        switch (random.nextInt(5)) {
                            case 0 -> {
                                if (tx.claim()) {
                                    random.ints(12).forEach(n -> tx.buffer().set(ValueLayout.JAVA_INT, 4L * random.nextInt(16), n & 0x7));
                                    tx.send(32 + random.nextInt(224));
                                }
                            }
                            case 1 -> tx.reap();
                            case 2 -> port.echo(4);
                            case 3 -> rx.poll((header, bytes, length) -> {
                                assertThat(length).isBetween(1L, 256L);
                                done[0]++;
                            }, 8);
                            default -> port.rx.flush();
                        }
                    } catch (PeerDataException e) {
                        thrown[0]++;
                    }
                }
            }
            bus.close();
            assertThat(bus.unexpected).isEmpty();
        }
        assertThat(thrown[0]).isPositive();
        if (!typed) {
            assertThat(done[0]).isPositive();
        }
    }

    private static void scribble(Random random, MemorySegment ring) {
        // sizes and magic are looked at once, when the ring is shared
        long at = switch (random.nextInt(3)) {
            case 0 -> IoqRingHead.IDX_OFFSET + random.nextInt((int) (IoqRingHead.RING_OFFSET - IoqRingHead.IDX_OFFSET));
            case 1 -> IoqRingHead.RING_OFFSET + random.nextInt((int) (4 * IoqRingDesc.SIZE));
            default -> random.nextInt((int) ring.byteSize());
        };
        ring.set(ValueLayout.JAVA_BYTE, at, (byte) (random.nextBoolean() ? random.nextInt(8) : random.nextInt()));
    }
}
