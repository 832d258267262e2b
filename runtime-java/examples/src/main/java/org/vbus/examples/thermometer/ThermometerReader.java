// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.thermometer;

import acme.thermometer.ThermometerDevice;
import acme.thermometer.ThermometerExtremesArgs;
import acme.thermometer.ThermometerFFeatures;
import acme.thermometer.ThermometerLatest;
import acme.thermometer.ThermometerReading;
import acme.thermometer.ThermometerUnit;
import acme.thermometer.bus.ThermometerClient;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.vbus.bus.Bus;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.Pool;
import org.vbus.bus.SeqReader;
import org.vbus.examples.ExampleException;

/** The driver: prints what a thermometer measures. It is the same whatever bus the thermometer is on. */
final class ThermometerReader {
    private static final int DEPTH = 16;
    private static final Duration ARRIVAL = Duration.ofSeconds(5);
    /** Beyond the period: a busy machine is late. */
    private static final long PATIENCE_MS = 5_000;

    private final Bus bus;
    private final PrintStream out;
    private final ThermometerLatest seen = new ThermometerLatest().wrap(Arena.ofAuto().allocate(ThermometerLatest.SIZE, ThermometerLatest.ALIGN), 0);

    ThermometerReader(Bus bus, PrintStream out) {
        this.bus = bus;
        this.out = out;
    }

    /**
     * Prints readings, then the latest and the extremes.
     *
     * @param count how many readings
     * @param period between two, in milliseconds
     */
    void read(int count, long period) throws InterruptedException {
        DeviceInfo device = bus.await(ThermometerDevice.THERMOMETER_DEVICE_TYPE, ARRIVAL);
        try (ThermometerClient thermometer = ThermometerClient.open(bus, device.id())) {
            boolean extremes = thermometer.negotiateF(ThermometerFFeatures.EXTREMES) != 0;
            SeqReader<ThermometerLatest> latest = thermometer.latest();
            NorthReceiver<ThermometerReading> readings = thermometer.readings(Pool.of(bus, 1 << 12), DEPTH);
            thermometer.start(period);
            Idle sleep = Idle.blocking(readings.ring());
            for (int n = 0; n < count; ) {
                if (!readings.await(sleep, TimeUnit.MILLISECONDS.toNanos(period + PATIENCE_MS))) {
                    throw new ExampleException("no reading for " + (period + PATIENCE_MS) + " ms: is the thermometer's process still there?");
                }
                ThermometerUnit unit = unit(latest);
                n += readings.poll((reading, bytes, length) -> print(reading, unit), count - n);
            }
            thermometer.stop();
            ThermometerUnit unit = unit(latest);
            out.println("latest   " + temperature(seen.getValue(), unit));
            if (extremes) {
                ThermometerExtremesArgs found = thermometer.extremes();
                out.println("lowest   " + temperature(found.getLowest(), unit));
                out.println("highest  " + temperature(found.getHighest(), unit));
            }
        }
    }

    private void print(ThermometerReading reading, ThermometerUnit unit) {
        out.printf("%6.3f s  %s%n", reading.getTime() / 1e9, temperature(reading.getValue(), unit));
    }

    /** Copies the latest reading to {@link #seen}; its unit. */
    private ThermometerUnit unit(SeqReader<ThermometerLatest> latest) {
        if (!latest.read(seen)) {
            throw new ExampleException("the thermometer never ends writing its latest reading");
        }
        // a unit of a later release has no name here
        return seen.getUnit().orElse(ThermometerUnit.NONE);
    }

    private static String temperature(int thousandths, ThermometerUnit unit) {
        String symbol = switch (unit) {
            case NONE -> "of an unknown unit";
            case CELSIUS -> "°C";
            case FAHRENHEIT -> "°F";
            case KELVIN -> "K";
        };
        return "%.3f %s".formatted(thousandths / 1e3, symbol);
    }
}
