// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.thermometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import acme.thermometer.ThermometerFFeatures;
import acme.thermometer.ThermometerLatest;
import acme.thermometer.ThermometerReading;
import acme.thermometer.ThermometerUnit;
import acme.thermometer.bus.ThermometerClient;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vbus.bus.Bus;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.Pool;
import org.vbus.bus.SeqReader;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** The device itself, by its generated client. */
@Timeout(60)
class SimulatedThermometerTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final EmbeddedBus container = new EmbeddedBus("test");
    private final Bus bus = container.join();

    SimulatedThermometerTest() {
        container.plug(new SimulatedThermometer());
    }

    @AfterEach
    void close() {
        container.close();
    }

    private static void errno(Errno errno, ThrowingCallable call) {
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(call).matches(e -> e.is(errno), errno.name());
    }

    private static ThermometerLatest record() {
        return new ThermometerLatest().wrap(MemorySegment.ofArray(new long[(int) ThermometerLatest.SIZE / 8]), 0);
    }

    /** A driver that does not empty its ring loses readings, sees the gap, and still has the latest one. */
    @Test
    void aGapIsSeen() {
        try (ThermometerClient client = ThermometerClient.open(bus)) {
            NorthReceiver<ThermometerReading> readings = client.readings(Pool.of(bus, 4096), 2);
            SeqReader<ThermometerLatest> latest = client.latest();
            ThermometerLatest seen = record();
            client.start(10);
            assertThat(Idle.yielding().await(() -> latest.read(seen) && seen.getCount() >= 6, PATIENCE)).isTrue();
            assertThat(seen.getUnit()).contains(ThermometerUnit.CELSIUS);
            List<Long> got = new ArrayList<>();
            readings.poll((reading, bytes, length) -> got.add(reading.getSeq()), 2);
            assertThat(readings.await(Idle.yielding(), PATIENCE)).isTrue();
            readings.poll((reading, bytes, length) -> got.add(reading.getSeq()), 1);
            assertThat(got.subList(0, 2)).containsExactly(0L, 1L);
            assertThat(got.get(2)).isGreaterThanOrEqualTo(6);
        }
    }

    @Test
    void stopsAndStartsAnew() throws InterruptedException {
        try (ThermometerClient client = ThermometerClient.open(bus)) {
            assertThat(client.negotiateF(-1)).isEqualTo(ThermometerFFeatures.EXTREMES);
            NorthReceiver<ThermometerReading> readings = client.readings(Pool.of(bus, 4096), 16);
            SeqReader<ThermometerLatest> latest = client.latest();
            ThermometerLatest seen = record();
            client.stop();
            client.start(10);
            errno(Errno.EBUSY, () -> client.start(10));
            assertThat(readings.await(Idle.yielding(), PATIENCE)).isTrue();
            client.stop();
            assertThat(latest.read(seen)).isTrue();
            long count = seen.getCount();
            Thread.sleep(60);
            assertThat(latest.read(seen)).isTrue();
            assertThat(seen.getCount()).as("measures no more").isEqualTo(count);
            assertThat(client.extremes().getLowest()).isEqualTo(21_000);
            readings.poll((reading, bytes, length) -> { }, 16);
            client.start(60_000);
            long[] first = {-1};
            assertThat(readings.await(Idle.yielding(), PATIENCE)).isTrue();
            readings.poll((reading, bytes, length) -> first[0] = reading.getSeq(), 1);
            assertThat(first[0]).as("counts from 0 again").isZero();
        }
    }

    @Test
    void oneDriverAtATime() {
        try (ThermometerClient client = ThermometerClient.open(bus)) {
            errno(Errno.EBUSY, () -> ThermometerClient.open(bus));
            client.readings(Pool.of(bus, 4096), 2);
            client.start(10);
        }
        // measuring ended with its driver
        ThermometerClient.open(bus).close();
    }
}
