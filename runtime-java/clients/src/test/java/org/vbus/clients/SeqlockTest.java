// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import static org.assertj.core.api.Assertions.assertThat;

import acme.seqlock.SeqlockFFeatures;
import acme.seqlock.SeqlockFar;
import acme.seqlock.SeqlockLatest;
import acme.seqlock.SeqlockWish;
import acme.seqlock.bus.SeqlockClient;
import acme.seqlock.bus.SeqlockModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vbus.bus.NorthMemory;
import org.vbus.bus.SeqReader;
import org.vbus.bus.SeqWriter;

/** Regions under sequence counters: in each order of bytes, in each direction. */
@Timeout(120)
class SeqlockTest {
    /** Keeps what the driver shares. */
    private static final class Device extends SeqlockModel {
        SeqWriter<SeqlockLatest> latest;
        SeqReader<SeqlockWish> wish;
        SeqWriter<SeqlockFar> far;

        @Override
        protected Connection connect(NorthMemory memory) {
            return new Connection(memory) {
                @Override
                protected long offerF() {
                    return SeqlockFFeatures.FAR;
                }

                @Override
                protected void go() { }

                @Override
                protected void latest(SeqWriter<SeqlockLatest> region) {
                    latest = region;
                }

                @Override
                protected void wish(SeqReader<SeqlockWish> region) {
                    wish = region;
                }

                @Override
                protected void far(SeqWriter<SeqlockFar> region) {
                    far = region;
                }
            };
        }
    }

    private static MemorySegment memory(long bytes) {
        return MemorySegment.ofArray(new long[(int) (bytes + 7) / 8]);
    }

    @Test
    void readsAreWholeWhileTheWriterWrites() throws InterruptedException {
        Device device = new Device();
        FakeBus bus = new FakeBus(device);
        try (SeqlockClient client = SeqlockClient.open(bus)) {
            assertThat(client.negotiateF(-1)).isEqualTo(SeqlockFFeatures.FAR);
            SeqReader<SeqlockFar> reader = client.far();
            Thread writer = new Thread(() -> {
                SeqlockFar from = new SeqlockFar().wrap(memory(SeqlockFar.SIZE), 0);
                for (long n = 1; !Thread.currentThread().isInterrupted(); n++) {
                    for (int i = 0; i < 512; i++) {
                        from.setLevel(i, n);
                    }
                    device.far.write(from);
                }
            });
            writer.start();
            try {
                SeqlockFar into = new SeqlockFar().wrap(memory(SeqlockFar.SIZE), 0);
                int whole = 0;
                long last = 0;
                while (whole < 20_000) {
                    if (!reader.read(into)) {
                        continue;
                    }
                    long n = into.getLevel(0);
                    assertThat(n).isGreaterThanOrEqualTo(last);
                    for (int i = 1; i < 512; i++) {
                        if (into.getLevel(i) != n) {
                            assertThat(into.getLevel(i)).as("torn at %d", i).isEqualTo(n);
                        }
                    }
                    last = n;
                    whole++;
                }
                assertThat(last).isPositive();
            } finally {
                writer.interrupt();
                writer.join();
            }
        }
        bus.close();
        assertThat(bus.unexpected).isEmpty();
    }

    @Test
    void countersInTheirOwnOrder() {
        Device device = new Device();
        FakeBus bus = new FakeBus(device);
        try (SeqlockClient client = SeqlockClient.open(bus)) {
            client.negotiateF(SeqlockFFeatures.FAR);
            SeqReader<SeqlockLatest> latest = client.latest();
            SeqWriter<SeqlockWish> wish = client.wish();
            SeqReader<SeqlockFar> far = client.far();

            SeqlockWish asked = new SeqlockWish().wrap(memory(SeqlockWish.SIZE), 0);
            asked.setLevel(77);
            wish.write(asked);
            SeqlockWish heard = new SeqlockWish().wrap(memory(SeqlockWish.SIZE), 0);
            assertThat(device.wish.read(heard)).isTrue();
            assertThat(heard.getLevel()).isEqualTo(77);
            assertThat(heard.getTurn()).isEqualTo(2);

            SeqlockFar shown = new SeqlockFar().wrap(memory(SeqlockFar.SIZE), 0);
            device.far.write(shown);
            device.far.write(shown);
            assertThat(far.read(shown)).isTrue();
            assertThat(shown.getTurn()).as("written big end first").isEqualTo(4);
            MemorySegment region = bus.regions.get(2);
            assertThat(region.get(ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN), 0)).isEqualTo(4);

            SeqlockLatest of = new SeqlockLatest().wrap(memory(SeqlockLatest.SIZE), 0);
            of.setCount(5);
            of.setValue(1, -3);
            device.latest.write(of);
            of.clear();
            assertThat(latest.read(of)).isTrue();
            assertThat(of.getCount()).isEqualTo(5);
            assertThat(of.getValue(1)).isEqualTo(-3);
            assertThat(of.getSeq()).isEqualTo(2);
        }
        bus.close();
    }

    @Test
    void aWriterThatDiedInTheMiddleHoldsNobody() {
        Device device = new Device();
        FakeBus bus = new FakeBus(device);
        try (SeqlockClient client = SeqlockClient.open(bus)) {
            SeqReader<SeqlockLatest> latest = client.latest();
            SeqlockLatest into = new SeqlockLatest().wrap(memory(SeqlockLatest.SIZE), 0);
            assertThat(latest.read(into)).isTrue();
            bus.regions.get(0).set(ValueLayout.JAVA_INT, 0, 7);
            assertThat(latest.read(into)).isFalse();
            // a writer makes it odd whatever a peer made of it, and even at the end
            device.latest.write(into);
            assertThat(latest.read(into)).isTrue();
            assertThat(into.getSeq()).isEqualTo(10);
            bus.regions.get(0).set(ValueLayout.JAVA_INT, 0, -1);
            device.latest.write(into);
            assertThat(latest.read(into)).isTrue();
        }
        bus.close();
    }
}
