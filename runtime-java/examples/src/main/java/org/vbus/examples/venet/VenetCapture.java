// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import linux.venet.VenetDevice;
import linux.venet.VenetRxFeatures;
import linux.venet.VenetSgFeatures;
import org.vbus.bus.Bus;
import org.vbus.examples.ExampleException;
import org.vbus.examples.Examples;
import org.vbus.examples.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pings through a network device and writes what it sent and got to a capture file. */
@Command(name = "venet-capture", description = "Pings through a network device and writes every frame to a capture file.")
public final class VenetCapture implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    /** What can be asked for. */
    enum Feature { sg, hdr, none }

    @Option(names = "--bus", arity = "1..2", required = true, paramLabel = "kernel|socket PATH|embedded",
            description = "Whose devices: this kernel's by /dev/vbus, another process', or one in this process.")
    private List<String> busWords;

    @Option(names = "--device", paramLabel = "N", description = "Its number on the bus (default: the first network device).")
    private Long device;

    @Option(names = "--pcap", required = true, paramLabel = "FILE", description = "The capture file; overwritten.")
    private Path pcap;

    @Option(names = "--address", paramLabel = "IPV4", defaultValue = "10.0.0.2", converter = Ipv4Converter.class,
            description = "This side's address (default: ${DEFAULT-VALUE}).")
    private Inet4Address address;

    @Option(names = "--ping", paramLabel = "IPV4", defaultValue = "10.0.0.1", converter = Ipv4Converter.class,
            description = "Whom to ping (default: ${DEFAULT-VALUE}).")
    private Inet4Address target;

    @Option(names = "--count", paramLabel = "N", defaultValue = "5", description = "How often (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--interval", paramLabel = "MS", defaultValue = "200", description = "Milliseconds between two (default: ${DEFAULT-VALUE}).")
    private int interval;

    @Option(names = "--timeout", paramLabel = "MS", defaultValue = "2000", description = "Milliseconds for an answer (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--features", split = ",", paramLabel = "FEATURE", defaultValue = "sg,hdr",
            description = "What to ask the device for: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). It may grant less.")
    private Set<Feature> features;

    /** Its arguments are {@code --help}'s to say. */
    public static void main(String[] args) {
        Examples.run(new VenetCapture(), args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1 || interval < 0 || timeout < 1) {
            throw new ExampleException("--count and --timeout are at least 1, --interval is at least 0");
        }
        try (BusChoice choice = BusChoice.join(busWords, target); PcapWriter file = new PcapWriter(pcap)) {
            int answered = capture(choice.bus(), file);
            System.out.printf("%d sent, %d answered; %d frames in %s%n", count, answered, file.frames(), pcap);
            return answered == count ? 0 : 1;
        }
    }

    private int capture(Bus bus, PcapWriter file) throws InterruptedException {
        long id = device != null ? device : bus.await(VenetDevice.VENET_DEVICE_TYPE, Duration.ofSeconds(5)).id();
        long sg = features.contains(Feature.sg) ? VenetSgFeatures.SG : 0;
        long headers = features.contains(Feature.hdr) ? VenetRxFeatures.HDR : 0;
        try (VenetPort port = new VenetPort(bus, id, sg, headers, frame -> file.write(Instant.now(), frame.memory()))) {
            System.out.printf("%s %d: %s, %s%n", VenetDevice.VENET_DEVICE_TYPE, id, HexFormat.ofDelimiter(":").formatHex(port.mac()), granted(port));
            Station self = new Station(port.mac(), address);
            return new Pinger(port, self, target, Duration.ofMillis(timeout), System.out).ping(count, Duration.ofMillis(interval));
        }
    }

    private static String granted(VenetPort port) {
        StringJoiner names = new StringJoiner(", ", "features ", "").setEmptyValue("no features");
        if (port.sg() != 0) {
            names.add(VenetSgFeatures.toString(port.sg()));
        }
        if (port.headers() != 0) {
            names.add(VenetRxFeatures.toString(port.headers()));
        }
        return names.toString();
    }
}
