// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.thermometer;

import java.util.concurrent.Callable;
import org.vbus.bus.Bus;
import org.vbus.examples.Examples;
import org.vbus.examples.HelpOption;
import org.vbus.examples.SocketOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A process that reads the thermometer of another one. */
@Command(name = "read-thermometer", description = "Prints readings of a thermometer in another process.")
public final class ReadThermometer implements Callable<Integer> {
    @Mixin
    private HelpOption help;
    @Mixin
    private SocketOption socket;
    @Mixin
    private ReaderOptions options;

    /** Its arguments are {@code --help}'s to say. */
    public static void main(String[] args) {
        Examples.run(new ReadThermometer(), args);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Bus bus = socket.join()) {
            new ThermometerReader(bus, System.out).read(options.count(), options.period());
        }
        return 0;
    }
}
