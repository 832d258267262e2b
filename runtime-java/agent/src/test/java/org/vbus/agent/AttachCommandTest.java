// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AttachCommandTest {
    @TempDir
    Path folder;

    private static List<GuestSettings> parsed(String... arguments) {
        AttachCommand command = new AttachCommand();
        AttachCommand.line(command).parseArgs(arguments);
        return command.settings();
    }

    @Test
    void optionsAreSettings() {
        assertThat(parsed("--bus", "lab", "--memory", "1G", "--name", "a,b", "--machine", "q35", "--vectors", "9", "--folder", "/run/x"))
                .containsExactly(
                        new GuestSettings("a", "lab", 1L << 30, Machine.Q35, 9, Path.of("/run/x/a.socket"), Path.of("/run/x/a.qmp"), Path.of("/dev/shm/vbus-a")),
                        new GuestSettings("b", "lab", 1L << 30, Machine.Q35, 9, Path.of("/run/x/b.socket"), Path.of("/run/x/b.qmp"), Path.of("/dev/shm/vbus-b")));
        assertThat(parsed("--bus", "lab", "--memory", "1G", "--socket", "/s", "--qmp", "/q", "--ram", "/r"))
                .containsExactly(new GuestSettings("guest", "lab", 1L << 30, Machine.PC, 4, Path.of("/s"), Path.of("/q"), Path.of("/r")));
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(said("--bus", "lab")).startsWith("2: Missing required option: '--memory=<memory>'");
        assertThat(said("--bus", "lab", "--memory", "lots")).startsWith("2: memory of 'lots': a number with M or G is needed");
        assertThat(said("--bus", "lab", "--memory", "1G", "--name", "a,b", "--ram", "/r")).startsWith("2: --socket, --qmp and --ram are one guest's");
        assertThat(said("--bus", "lab", "--memory", "1G", "--vectors", "300")).startsWith("2: 300 vectors: 1 to 256 are possible");
        assertThat(said("--bus", "lab", "--memory", "1G", "--machine", "virt")).startsWith("2: Invalid value for option '--machine'");
    }

    private static String said(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = AttachCommand.line(new AttachCommand()).setErr(new PrintWriter(err)).setOut(new PrintWriter(err));
        return line.execute(arguments) + ": " + err;
    }

    @Test
    void withoutTheModuleItSaysSo() {
        assertThatThrownBy(() -> attach("/dev/no-vbus-kvm"))
                .hasMessage("open(/dev/no-vbus-kvm): ENOENT (2), No such file or directory: is the module vbus_kvm loaded?");
    }

    @Test
    void anotherNodeIsNoHost() {
        assertThatThrownBy(() -> attach("/dev/zero")).hasMessage("ioctl(/dev/zero, ATTACH): ENOTTY (25), Inappropriate ioctl for device");
        assertThat(folder).isEmptyDirectory();
    }

    private void attach(String node) {
        GuestSettings usual = GuestSettings.of("g", "lab", 1 << 20, folder);
        try (Agent agent = new Agent(new KernelHost(Path.of(node)), java.time.Duration.ofSeconds(1))) {
            agent.attach(usual.withPaths(usual.socket(), usual.qmp(), folder.resolve("ram")), line -> { });
        }
    }
}
