// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stock Debian kernels in QEMU: venet and the devices of the tests, generated from their specs with what ops files they need, built into
 * one tree, loaded and used; then the administrator's session with every wrong step. And the bus itself, by a device of its tests.
 */
@Needs("vm")
class VmIT {
    private static final String MESSAGES = "100000";

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void generatedDevicesTalkInABootedKernel(String series) throws IOException, InterruptedException {
        Path source = Home.work("kernel").resolve("devices");
        Command.of(Home.ROOT.resolve("vbusc"), "generate", Home.SPECS, Home.ROOT.resolve("it/devices"), "--out", source,
                "--only", "c,host,guest,kbuild,tree").within(Duration.ofMinutes(5)).run().succeeded();
        for (String device : List.of("chute", "dice", "ether", "pump", "tally")) {
            ops(Home.ROOT.resolve("it/devices").resolve(device).resolve("ops"), source.resolve("devices").resolve(device));
        }
        Path build = KernelTree.build(series, source, "vm");
        // the runner ends by itself; the outer bound is for the case that it does not
        String output = Command.of(Home.ROOT.resolve("it/vm/run"), "--kernel", series, "--timeout", 240, Home.ROOT.resolve("it/tests/all.sh"),
                build, MESSAGES, Home.ROOT.resolve("it/tests"), Home.KERNEL).within(Duration.ofSeconds(300)).shown().run().succeeded();
        assertThat(output).contains("to device    100000 messages", "to driver    100000 messages", "the pump is dry", "dice are put away", "the sheet is put away", "the port is closed", "1..75", "all of it")
                .doesNotContain("not ok ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void theBusIsWholeInABootedKernel(String series) throws IOException, InterruptedException {
        Path build = KernelTree.buildWithTests(series, Home.KERNEL, "core");
        String output = Command.of(Home.ROOT.resolve("it/vm/run"), "--kernel", series, "--timeout", 600, Home.ROOT.resolve("it/tests/core.sh"),
                build, Home.KERNEL).within(Duration.ofSeconds(660)).shown().run().succeeded();
        assertThat(output).contains("== containers", "== members", "== memory", "== localhost", "== networks", "the bus is whole").doesNotContain("not ok ");
    }

    private static void ops(Path from, Path device) throws IOException, InterruptedException {
        Command.of("cp", "-ru", from, device).run().succeeded();
    }
}
