// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vbus.compiler.decode.Decoded;
import org.vbus.compiler.decode.Decoder;
import org.vbus.compiler.decode.Settings;

/** The generated seeds: libFuzzer takes them and gets further with them than without, and those that should be right are. */
@Needs("check")
class SeedsIT {
    private static final Pattern COVERAGE = Pattern.compile("INITED\\s+cov: (\\d+)");
    private static Path work;
    private static Path seeds;

    @BeforeAll
    static void generate() throws IOException, InterruptedException {
        work = Home.work("seeds");
        Command.of(Home.ROOT.resolve("vbusc"), "generate", Home.SPECS, "--only", "seeds", "--out", work.resolve("out")).run().succeeded();
        seeds = work.resolve("out/seeds");
        Command.of("clang", "-g", "-O1", "-Wall", "-Werror", "-fsanitize=fuzzer,address", "-I", Home.KERNEL.resolve("include/uapi"),
                Home.ROOT.resolve("it/src/test/c/seeds.c"), "-o", work.resolve("fuzz")).run().succeeded();
    }

    @Test
    void libFuzzerGetsFurtherWithThem() throws IOException, InterruptedException {
        int without = coverage(Files.createDirectories(work.resolve("none")));
        int packets = coverage(seeds.resolve("linux.venet/venet_sg"));
        int rings = coverage(seeds.resolve("linux.ioq/ioq_ring_head"));
        System.out.println("coverage: " + without + " without seeds, " + packets + " with those of venet_sg, " + rings + " with those of ioq_ring_head");
        assertThat(packets).isGreaterThan(without);
        assertThat(rings).isGreaterThan(without);
    }

    @Test
    void itReadsTheDictionaries() throws IOException, InterruptedException {
        for (String name : List.of("linux.venet", "linux.ioq", "linux.shm_signal", "linux.vbus", "linux.vbus_user", "linux.virtio_net")) {
            Path dictionary = seeds.resolve(name + ".dict");
            long words = Files.readAllLines(dictionary).stream().filter(line -> !line.startsWith("#")).count();
            // a word that stands there twice is one to it
            assertThat(fuzz("-dict=" + dictionary, seeds.resolve("linux.ioq/ioq_ring_head"))).containsPattern("Dictionary: [1-9]\\d* entries");
            assertThat(words).isPositive();
        }
    }

    @Test
    void whatShouldBeRightIs() throws IOException {
        Decoder decoder = new Decoder(Specs.own());
        List<String> wrong = new ArrayList<>();
        for (String struct : List.of("linux.shm_signal/shm_signal_desc", "linux.ioq/ioq_ring_head", "linux.ioq/ioq_ring_desc", "linux.venet/venet_sg",
                "linux.venet/venet_rx_header", "linux.vbus/vbus_event", "linux.vbus/vbus_devicecall", "linux.vbus_user/vbus_user_busopen",
                "linux.vbus_user/vbus_user_memreg", "linux.virtio_net/virtio_net_hdr_v1")) {
            for (String seed : List.of("least", "most")) {
                byte[] bytes = Files.readAllBytes(seeds.resolve(struct).resolve(seed));
                List<Decoded> decoded = decoder.decode(struct.substring(struct.indexOf('/') + 1), bytes, Settings.plain());
                decoded.stream().filter(one -> one.problemCount() > 0).forEach(one -> wrong.add(struct + "/" + seed + ": " + one));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRecordHasSome() throws IOException {
        for (String record : List.of("linux.venet/venet_sg", "linux.venet/venet-NEGCAP", "linux.venet/venet-ring-tx", "linux.vbus_user/vbus_user-ioctl-MEMREG")) {
            try (Stream<Path> files = Files.list(seeds.resolve(record))) {
                assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("least", "most", "zeros", "ones", "short");
            }
        }
    }

    private static int coverage(Path corpus) throws IOException, InterruptedException {
        Matcher found = COVERAGE.matcher(fuzz(corpus));
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static String fuzz(Object... arguments) throws IOException, InterruptedException {
        return Command.of(work.resolve("fuzz"), "-runs=0", "-seed=1").with(arguments).run().succeeded();
    }
}
