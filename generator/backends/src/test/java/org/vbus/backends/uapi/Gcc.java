// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vbus.backends.Backend;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;

/** Specs of the repository through a back end, and C that includes what came out. */
final class Gcc {
    static final Path SPECS = Path.of("../../abi-specs");

    private Gcc() { }

    static Parsed spec(String name) {
        Parsed parsed = FrontEnd.create().load(List.of(SPECS.resolve(name + "/" + name + ".vbus")), List.of(SPECS));
        assertThat(parsed.diagnostics()).isEmpty();
        return parsed;
    }

    /** The files of every spec of the repository. */
    static Map<String, String> generated(Backend backend) {
        Parsed parsed = FrontEnd.create().load(List.of(SPECS), List.of());
        assertThat(parsed.diagnostics().stream().filter(one -> one.isError())).isEmpty();
        assertThat(backend.obstacles(parsed.specs()).stream().filter(one -> one.isError())).isEmpty();
        Map<String, String> files = new TreeMap<>();
        backend.generate(parsed.specs(), files::put);
        return files;
    }

    static void compiles(Path folder, Map<String, String> files, String unit, String... options) throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path source = Files.writeString(folder.resolve("unit.c"), unit);
        List<String> command = new ArrayList<>(List.of("gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"));
        command.addAll(List.of(options));
        command.add(source.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
