// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.thermometer;

import java.util.concurrent.Callable;
import org.vbus.bus.Bus;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.examples.Examples;
import org.vbus.examples.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A thermometer and its reader in one process. */
@Command(name = "thermometer-demo", description = "Prints readings of a thermometer in the same process.")
public final class ThermometerDemo implements Callable<Integer> {
    @Mixin
    private HelpOption help;
    @Mixin
    private ReaderOptions options;

    /** Its arguments are {@code --help}'s to say. */
    public static void main(String[] args) {
        Examples.run(new ThermometerDemo(), args);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (EmbeddedBus container = new EmbeddedBus("thermometer")) {
            container.plug(new SimulatedThermometer());
            try (Bus bus = container.join()) {
                new ThermometerReader(bus, System.out).read(options.count(), options.period());
            }
        }
        return 0;
    }
}
