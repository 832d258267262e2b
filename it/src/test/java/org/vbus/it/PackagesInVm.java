// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The Debian packages: the same bytes each time; installed in a VM DKMS builds them, modprobe finds them, and they go without a trace. Not part of
 * {@code verify}: gcc takes minutes on an emulated processor. Run by {@code mvn verify -Ppackages -pl it -am}.
 */
@Needs("package")
class PackagesInVm {
    @Test
    void installedBuiltLoadedRemoved() throws IOException, InterruptedException {
        Path folder = build("packages");
        assertThat(build("packages-again")).satisfies(again -> assertThat(contents(again)).isEqualTo(contents(folder)));
        String output = Command.of(Home.ROOT.resolve("it/vm/run"), "--kernel", "6.1", "--timeout", 1800, "--mem", 3072,
                Home.ROOT.resolve("it/tests/packages.sh"), folder).within(Duration.ofSeconds(1860)).shown().run().succeeded();
        assertThat(output).contains("== modprobe", "vbus-proxy:virtual-ethernet", "the packages are good");
    }

    private static Path build(String name) throws IOException, InterruptedException {
        Path folder = Home.work(name);
        Command.of(Home.ROOT.resolve("generator/packages/build"), folder).within(Duration.ofMinutes(5)).run().succeeded();
        return folder;
    }

    private static List<String> contents(Path folder) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> packages = files.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
            assertThat(packages).hasSize(2);
            return Command.of("sha256sum", packages.get(0), packages.get(1)).run().succeeded().lines().map(line -> line.replaceFirst(" .*/", " ")).toList();
        }
    }
}
