// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import java.net.Inet4Address;
import java.util.concurrent.Callable;
import org.vbus.bus.DeviceInfo;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.examples.Examples;
import org.vbus.examples.HelpOption;
import org.vbus.examples.SocketOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A process that offers a network device to others. */
@Command(name = "venet-host", description = "Offers a network device to other processes, with a host behind it that answers pings.")
public final class VenetHost implements Callable<Integer> {
    @Mixin
    private HelpOption help;
    @Mixin
    private SocketOption socket;

    @Option(names = "--address", paramLabel = "IPV4", defaultValue = "10.0.0.1", converter = Ipv4Converter.class,
            description = "The host's address (default: ${DEFAULT-VALUE}).")
    private Inet4Address address;

    /** Its arguments are {@code --help}'s to say. */
    public static void main(String[] args) {
        Examples.run(new VenetHost(), args);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (EmbeddedBus bus = new EmbeddedBus("venet")) {
            DeviceInfo device = bus.plug(new EchoHost(address));
            socket.serve(bus, device + " with " + address.getHostAddress());
        }
        return 0;
    }
}
