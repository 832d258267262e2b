// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.thermometer;

import java.util.concurrent.Callable;
import org.vbus.bus.DeviceInfo;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.examples.Examples;
import org.vbus.examples.HelpOption;
import org.vbus.examples.SocketOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A process that offers a thermometer to others. */
@Command(name = "thermometer", description = "Offers a thermometer to other processes.")
public final class Thermometer implements Callable<Integer> {
    @Mixin
    private HelpOption help;
    @Mixin
    private SocketOption socket;

    /** Its arguments are {@code --help}'s to say. */
    public static void main(String[] args) {
        Examples.run(new Thermometer(), args);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (EmbeddedBus bus = new EmbeddedBus("thermometer")) {
            DeviceInfo device = bus.plug(new SimulatedThermometer());
            socket.serve(bus, device.toString());
        }
        return 0;
    }
}
