// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** All that a process may do to specs, with a compiler of its own; tells what came of it. Public, because it is run in a class loader of its own. */
public final class CompileOnce implements Callable<String> {
    private final Path specs;
    private final Path wrong;
    private final Path out;

    public CompileOnce(Path specs, Path wrong, Path out) {
        this.specs = specs;
        this.wrong = wrong;
        this.out = out;
    }

    @Override
    public String call() throws Exception {
        StringBuilder told = new StringBuilder();
        Outcome outcome = new Compiler().generate(new Request(List.of(specs), List.of()), Backends.installed().all(), out);
        told.append(outcome.diagnostics()).append('\n').append(outcome.files()).append('\n');
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                told.append(out.relativize(file)).append(' ').append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).hashCode()).append('\n');
            }
        }
        told.append(new Compiler().check(new Request(List.of(wrong), List.of(BusSpecs.root()))).diagnostics()).append('\n');
        told.append(new Formatting().check(List.of(specs)).diagnostics()).append('\n');
        return told.toString();
    }
}
