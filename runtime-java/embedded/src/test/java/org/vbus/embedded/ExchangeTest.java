// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.bus.Idle;
import org.vbus.os.EventFd;

/**
 * Three processes: this one with the container, one in Java and one in C that exchange messages through it. How many is the property
 * {@code vbus.exchange.messages}.
 */
class ExchangeTest {
    private static final long MESSAGES = Long.getLong("vbus.exchange.messages", 10_000_000);
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** Surefire's own property knows more than a jar that only has a manifest. */
    private static final String CLASS_PATH = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    Path folder;

    @Test
    void allMessagesComeBackInOrder() throws IOException, InterruptedException {
        Path program = compile();
        Relay relay = new Relay();
        try (EmbeddedBus container = new EmbeddedBus("exchange")) {
            BusSocket socket = container.serve(folder.resolve("bus"));
            container.plug(relay);
            long begin = System.nanoTime();
            Process java = run(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED", "-cp",
                    CLASS_PATH, ExchangeMember.class.getName(), socket.path().toString(), Long.toString(MESSAGES)), "java");
            Process c = run(List.of(program.toString(), socket.path().toString(), Long.toString(MESSAGES)), "c");
            long limit = 60 + MESSAGES / 20_000;
            boolean ended = java.waitFor(limit, TimeUnit.SECONDS) & c.waitFor(30, TimeUnit.SECONDS);
            if (!ended) {
                java.destroyForcibly();
                c.destroyForcibly();
            }
            String said = output("java") + output("c") + relay.failure();
            assertThat(ended).as("ended within %d s: %s", limit, said).isTrue();
            assertThat(java.exitValue()).as(said).isZero();
            assertThat(c.exitValue()).as(said).isZero();
            assertThat(relay.failure()).isNull();
            assertThat(output("java")).isEqualTo(output("c")).startsWith("sum ");
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("%,d messages there and back through the container: %.1f s, start of the processes included%n", MESSAGES, seconds);
            assertThat(Idle.parking(Duration.ofMillis(5)).await(() -> socket.members() == 0, TimeUnit.SECONDS.toNanos(20))).isTrue();
        }
    }

    /** A member that is killed in the middle of it: the container goes on, and nothing of the member stays open. */
    @Test
    void aMemberThatIsKilledLeaves() throws IOException, InterruptedException {
        Path program = compile();
        try (EmbeddedBus container = new EmbeddedBus("killed")) {
            BusSocket socket = container.serve(folder.resolve("bus"));
            long before = descriptors();
            for (int round = 0; round < 5; round++) {
                Relay relay = new Relay();
                long id = container.plug(relay).id();
                Process first = run(List.of(program.toString(), socket.path().toString(), "-1"), "first");
                Process second = run(List.of(program.toString(), socket.path().toString(), "-1"), "second");
                eventually(() -> socket.members() == 2);
                Thread.sleep(200);
                first.destroyForcibly();
                eventually(() -> socket.members() == 1);
                second.destroyForcibly();
                eventually(() -> socket.members() == 0);
                container.unplug(id);
            }
            eventually(() -> descriptors() == before);
        }
    }

    private static void eventually(BooleanSupplier so) {
        assertThat(Idle.parking(Duration.ofMillis(5)).await(so, TimeUnit.SECONDS.toNanos(20))).isTrue();
    }

    private static long descriptors() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path compile() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "needs gcc: it/setup kernel installs it");
        Path program = folder.resolve("exchange");
        Process gcc = run(List.of("gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-I", ROOT + "/generated-kernel/include/uapi", "-I",
                ROOT + "/generated-kernel/user/lib", "-I", "src/main/c", "-I", "target/generated-sources/vbus/include/uapi", "-o",
                program.toString(), "src/test/c/exchange.c"), "gcc");
        assertThat(gcc.waitFor()).as(output("gcc")).isZero();
        return program;
    }

    private Process run(List<String> command, String name) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(name + ".out").toFile()).start();
    }

    private String output(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"));
    }
}
