// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.thermometer;

import acme.thermometer.ThermometerExtremesArgs;
import acme.thermometer.ThermometerFFeatures;
import acme.thermometer.ThermometerLatest;
import acme.thermometer.ThermometerReading;
import acme.thermometer.ThermometerStartArgs;
import acme.thermometer.ThermometerUnit;
import acme.thermometer.bus.ThermometerModel;
import java.lang.foreign.Arena;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.vbus.bus.NorthMemory;
import org.vbus.bus.SeqWriter;
import org.vbus.bus.SouthSender;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** The device: a room of 21 °C whose temperature swings by 1.5 K. */
public final class SimulatedThermometer extends ThermometerModel {
    @Override
    protected Connection connect(NorthMemory memory) {
        return new Measurement(memory);
    }

    /** What the swing of the room makes of a reading, in thousandths of a degree. */
    private static int temperature(int number) {
        return 21_000 + (int) Math.round(1_500 * Math.sin(number / 4.0));
    }

    /**
     * One driver. Its calls come by a thread of the bus, readings are made by the timer's: hence the locks. A driver that breaks its ring gets no more
     * of them.
     */
    private static final class Measurement extends Connection {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private final ThermometerLatest shown = new ThermometerLatest()
                .wrap(Arena.ofAuto().allocate(ThermometerLatest.SIZE, ThermometerLatest.ALIGN), 0);
        private SouthSender<ThermometerReading> readings;
        private SeqWriter<ThermometerLatest> latest;
        private ScheduledFuture<?> running;
        private long begin;
        private int count;
        private int lowest;
        private int highest;

        Measurement(NorthMemory memory) {
            super(memory);
        }

        // ---- what the driver shares

        @Override
        protected synchronized void readings(SouthSender<ThermometerReading> ring) {
            readings = ring;
        }

        @Override
        protected synchronized void latest(SeqWriter<ThermometerLatest> region) {
            latest = region;
        }

        // ---- what the driver asks

        @Override
        protected long offerF() {
            return ThermometerFFeatures.EXTREMES;
        }

        @Override
        protected synchronized void start(ThermometerStartArgs args) {
            if (running != null) {
                throw new ErrnoException("START", Errno.EBUSY);
            }
            begin = System.nanoTime();
            count = 0;
            running = timer.scheduleAtFixedRate(this::measure, 0, args.getPeriod(), TimeUnit.MILLISECONDS);
        }

        @Override
        protected synchronized void stop() {
            if (running != null) {
                running.cancel(false);
                running = null;
            }
        }

        @Override
        protected synchronized void extremes(ThermometerExtremesArgs args) {
            if (count == 0) {
                throw new ErrnoException("EXTREMES", Errno.ENODATA);
            }
            args.setLowest(lowest);
            args.setHighest(highest);
        }

        @Override
        protected void closed() {
            // the driver's memory goes when this returns: no reading may be under way
            timer.shutdownNow();
            timer.close();
        }

        // ---- what the device does by itself

        private synchronized void measure() {
            if (running == null) {
                return;
            }
            int value = temperature(count);
            long time = System.nanoTime() - begin;
            lowest = count == 0 ? value : Math.min(lowest, value);
            highest = count == 0 ? value : Math.max(highest, value);
            if (latest != null) {
                shown.setUnit(ThermometerUnit.CELSIUS);
                shown.setTime(time);
                shown.setValue(value);
                shown.setCount(count + 1);
                latest.write(shown);
            }
            // without a buffer the reading is lost, and the driver sees a gap
            if (readings.claim()) {
                readings.message().setTime(time);
                readings.message().setValue(value);
                readings.message().setSeq(count);
                readings.send();
                readings.signal();
            }
            count++;
        }
    }
}
