// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import linux.vbus_kvm.VbusKvmWhat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vbus.agent.FakeHost.FakeAttachment;

/**
 * The agent and QEMU as it is, whose processors stand still (-S): what it makes of our machine and memory, and what its monitor answers. The function itself
 * takes KVM, see {@link IvshmemServer}, so somebody else hears the introduction.
 */
@Timeout(120)
class RealQemuTest {
    private static final Duration LONG = Duration.ofSeconds(100);
    private static final String PROGRAM = "qemu-system-x86_64";

    @TempDir
    Path folder;
    private final FakeHost host = new FakeHost();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Agent agent = new Agent(host, LONG);
    private Process qemu;
    private FakeQemu function;

    @BeforeEach
    void there() {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, PROGRAM))), "no " + PROGRAM);
    }

    @AfterEach
    void close() throws InterruptedException {
        agent.close();
        if (function != null) {
            function.close();
        }
        if (qemu != null) {
            qemu.destroyForcibly().waitFor();
        }
    }

    private Guest start(Machine machine, long memory, String... more) throws Exception {
        GuestSettings usual = GuestSettings.of("g", "lab", memory, folder).withMachine(machine);
        Guest guest = agent.attach(usual.withPaths(usual.socket(), usual.qmp(), folder.resolve("ram")), log::add);
        List<String> command = new ArrayList<>(guest.command().arguments());
        command.replaceAll(argument -> argument.replace("accel=kvm", "accel=tcg"));
        for (String option : List.of("-chardev", "-device")) {
            int at = command.indexOf(option);
            command.subList(at, at + 2).clear();
        }
        command.addAll(List.of("-S", "-display", "none", "-nodefaults"));
        command.addAll(List.of(more));
        qemu = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("qemu.log").toFile()).start();
        function = new FakeQemu(guest.settings().socket()).hear();
        return guest;
    }

    private void logged(String line) throws Exception {
        for (String next = log.poll(100, TimeUnit.SECONDS); !line.equals(next); next = log.poll(100, TimeUnit.SECONDS)) {
            assertThat(next).as("before '%s'; QEMU: %s", line, Files.readString(folder.resolve("qemu.log"))).isNotNull()
                    .doesNotStartWith("taken off");
        }
    }

    @ParameterizedTest
    @CsvSource({"PC, 64", "Q35, 64", "PC, 3136", "Q35, 2112"})
    void itIsContent(Machine machine, long mib) throws Exception {
        Guest guest = start(machine, mib << 20);
        logged("QEMU's monitor is listened to");
        FakeAttachment attachment = host.attached.getLast();
        assertThat(attachment.asked).containsExactly("handOver");
        assertThat(qemu.isAlive()).isTrue();
        qemu.destroy();
        assertThat(qemu.waitFor()).isZero();
        assertThat(attachment.asked.poll()).isEqualTo("handOver");
        // QEMU says SHUTDOWN before it goes
        assertThat(attachment.asked.poll(100, TimeUnit.SECONDS)).isEqualTo("quiesce");
        attachment.tell(VbusKvmWhat.GONE);
        assertThat(guest.await(LONG)).isEqualTo(new Ending(true, "the guest is gone"));
    }

    @Test
    void itTellsOfItsBalloon() throws Exception {
        Guest guest = start(Machine.PC, 64 << 20, "-device", "virtio-balloon-pci");
        assertThat(guest.await(LONG).why()).contains("it has a balloon");
    }

    @Test
    void itTellsOfMemoryThatIsPlugged() throws Exception {
        Guest guest = start(Machine.Q35, 64 << 20, "-m", "64M,maxmem=256M,slots=1", "-object", "memory-backend-ram,id=more,size=64M",
                "-device", "virtio-mem-pci,memdev=more");
        assertThat(guest.await(LONG).why()).contains("plugged in, virtio-mem");
    }

    @Test
    void itTellsOfAnotherDivision() throws Exception {
        Guest guest = start(Machine.PC, 64 << 20, "-machine", "max-ram-below-4g=1G");
        assertThat(guest.await(LONG).why()).contains("divided at 1073741824");
    }
}
