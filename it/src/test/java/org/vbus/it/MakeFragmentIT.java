// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vbus.mk}: make runs the compiler when a spec, an imported one or an argument has changed, and only then. */
@Needs("kernel")
class MakeFragmentIT {
    @TempDir
    Path project;

    @BeforeEach
    void aProjectOfAnAuthor() throws IOException, InterruptedException {
        Path dice = Home.ROOT.resolve("it/devices/dice");
        Command.of("cp", "-r", dice.resolve("dice.vbus"), dice.resolve("ops"), project).run().succeeded();
        Files.createDirectory(project.resolve("lib"));
        Files.writeString(project.resolve("lib/extra.vbus"), "package acme.extra\nconst SIDES : u32 = 6\n");
        Files.writeString(project.resolve("more.vbus"), "package acme.more\nimport acme.extra.*\nstruct tray { dice : u8[SIDES] }\n");
        Files.writeString(project.resolve("Makefile"), """
                VBUS_SPECS := dice.vbus more.vbus
                VBUS_OPS := dice=ops
                VBUS_INCLUDE := lib
                include %s
                """.formatted(Home.KERNEL.resolve("vbus.mk")));
    }

    @Test
    void theCompilerRunsWhenASpecChanged() throws IOException, InterruptedException {
        assertThat(make("modules")).contains("vbusc generate");
        assertThat(modules()).contains("dice_table.ko", "dice_driver.ko", "vbus.ko");
        assertThat(header()).contains("dice[6]");
        assertThat(make("modules")).doesNotContain("vbusc generate");

        Files.writeString(project.resolve("lib/extra.vbus"), "package acme.extra\nconst SIDES : u32 = 20\n");
        assertThat(make("modules")).contains("vbusc generate");
        assertThat(header()).contains("dice[20]");

        assertThat(make("modules", "VBUS_FLAGS=--werror")).contains("vbusc generate");
        assertThat(make("modules", "VBUS_FLAGS=--werror")).doesNotContain("vbusc generate");

        // a prerequisite that is gone must not stop make before the compiler can say what is wrong
        Files.delete(project.resolve("lib/extra.vbus"));
        Command.Result gone = Command.of("make", "-C", project, kdir()).within(Duration.ofMinutes(5)).run();
        assertThat(gone.status()).isNotZero();
        assertThat(gone.output()).contains("more.vbus:2", "acme.extra");

        make("clean");
        try (Stream<Path> left = Files.list(project.resolve("ops"))) {
            assertThat(left).allMatch(file -> file.toString().endsWith(".c"));
        }
        assertThat(project.resolve("build")).doesNotExist();
    }

    private String make(String goal, String... more) throws IOException, InterruptedException {
        return Command.of(Stream.concat(Stream.of("make", "-C", project, kdir(), goal, "-j2"), Stream.of(more)).toArray())
                .within(Duration.ofMinutes(10)).run().succeeded();
    }

    private static String kdir() throws IOException, InterruptedException {
        return "KDIR=" + Command.of(Home.ROOT.resolve("it/lib/kernels.sh"), "headers", "6.1").run().succeeded().strip();
    }

    private String header() throws IOException {
        return Files.readString(project.resolve("build/include/uapi/acme/more.h"));
    }

    private String modules() throws IOException, InterruptedException {
        return Command.of("find", project.resolve("build"), "-name", "*.ko").run().succeeded();
    }
}
