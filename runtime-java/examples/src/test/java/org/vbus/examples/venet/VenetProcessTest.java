// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.examples.ExampleProcess;

/** A network device in one process, pings of another one, and what Wireshark makes of the capture file. */
@Timeout(120)
class VenetProcessTest {
    private static final int COUNT = 3;
    /** Question and answer by ARP, then pings. */
    private static final int FRAMES = 2 + 2 * COUNT;

    @TempDir
    Path folder;

    @Test
    void capturesAcrossProcesses() throws IOException, InterruptedException {
        Path socket = folder.resolve("bus");
        Path pcap = folder.resolve("venet.pcap");
        try (ExampleProcess host = new ExampleProcess(folder, "venet-host", "--socket", socket.toString())) {
            host.await("virtual-ethernet 0 with 10.0.0.1 at " + socket);
            try (ExampleProcess capture = new ExampleProcess(folder, "venet-capture", "--bus", "socket", socket.toString(), "--pcap", pcap.toString(),
                    "--address", "10.0.0.2", "--ping", "10.0.0.1", "--count", "" + COUNT, "--interval", "10", "--timeout", "10000")) {
                assertThat(capture.end()).as(capture.output()).isZero();
                assertThat(capture.output()).matches("""
                        virtual-ethernet 0: 02:00:00:00:00:02, features SG, HDR
                        10\\.0\\.0\\.1 is at 02:00:00:00:00:01
                        (64 bytes from 10\\.0\\.0\\.1: seq [123], \\d+\\.\\d{3} ms\\n){3}\
                        3 sent, 3 answered; 8 frames in \\Q%s\\E
                        """.formatted(pcap));
            }
            try (ExampleProcess nobody = new ExampleProcess(folder, "venet-capture", "--bus", "socket", socket.toString(), "--pcap",
                    folder.resolve("nobody.pcap").toString(), "--ping", "10.0.0.9", "--timeout", "50")) {
                assertThat(nobody.end()).isEqualTo(1);
                assertThat(nobody.output()).endsWith("venet-capture: nobody has 10.0.0.9: asked 3 times, no answer within 50 ms\n");
            }
            host.terminate();
            assertThat(host.end()).isEqualTo(143);
            assertThat(socket).doesNotExist();
        }
        readByTshark(pcap);
    }

    private void readByTshark(Path pcap) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "needs tshark: it/setup check installs it");
        Path errors = folder.resolve("tshark.err");
        Process tshark = new ProcessBuilder("tshark", "-r", pcap.toString(), "-o", "ip.check_checksum:TRUE", "-T", "fields", "-E", "separator=;",
                "-e", "frame.protocols", "-e", "arp.opcode", "-e", "icmp.type", "-e", "icmp.seq", "-e", "ip.checksum.status", "-e", "icmp.checksum.status",
                "-e", "icmp.resp_to", "-e", "_ws.malformed").redirectError(errors.toFile()).start();
        List<String> lines = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(tshark.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(lines).hasSize(FRAMES);
        assertThat(lines.subList(0, 2)).containsExactly("eth:ethertype:arp;1;;;;;;", "eth:ethertype:arp;2;;;;;;");
        for (int i = 0; i < COUNT; i++) {
            int request = 3 + 2 * i;
            assertThat(lines.get(request - 1)).isEqualTo("eth:ethertype:ip:icmp:data;;8;%d;1;1;;".formatted(i + 1));
            assertThat(lines.get(request)).as("answers frame %d, right checksums", request)
                    .isEqualTo("eth:ethertype:ip:icmp:data;;0;%d;1;1;%d;".formatted(i + 1, request));
        }
    }

    @Test
    void whatIsWrongIsOneLine() throws IOException, InterruptedException {
        try (ExampleProcess bus = new ExampleProcess(folder, "venet-capture", "--bus", "moon", "--pcap", folder.resolve("a").toString());
                ExampleProcess file = new ExampleProcess(folder, "venet-capture", "--bus", "embedded", "--pcap", folder.resolve("none/a").toString());
                ExampleProcess name = new ExampleProcess(folder, "venet-capture", "--bus", "embedded", "--pcap", "a", "--ping", "example")) {
            assertThat(bus.end()).isEqualTo(1);
            assertThat(bus.output()).isEqualTo("venet-capture: --bus is `kernel`, `socket PATH` or `embedded`, not `moon`\n");
            assertThat(file.end()).isEqualTo(1);
            assertThat(file.output()).contains("none/a").hasLineCount(1);
            assertThat(name.end()).isEqualTo(2);
            assertThat(name.output()).contains("'example' is no IPv4 address, such as 10.0.0.2");
        }
    }
}
