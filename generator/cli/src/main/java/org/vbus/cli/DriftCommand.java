// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.vbus.btf.BadObjectException;
import org.vbus.compiler.Outcome;
import org.vbus.drift.Drift;
import org.vbus.drift.Kernel;
import org.vbus.importer.ImportRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vbusc drift}. */
@Command(name = "drift", mixinStandardHelpOptions = true,
        description = "Compares specs with the types of a kernel: sizes, offsets, types and values, struct by struct and enum by enum. What differs is exit status 1; what the kernel does"
                + " not have is said.",
        footer = {"", "Without --btf it is the kernel that runs, with all its modules (/sys/kernel/btf). Macros leave nothing there."})
final class DriftCommand implements Callable<Integer> {
    @Mixin
    private InputOptions input;

    @Option(names = "--btf", paramLabel = "FILE", description = "Types of another kernel: BTF, or an ELF file with it, as vmlinux or a module.")
    private Path btf;

    @Option(names = "--base", paramLabel = "FILE", description = "The BTF of the kernel that a module's continues. Modules below /sys/kernel/btf find it by themselves.")
    private Path base;

    @Mixin
    private ReportOptions report;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (base != null && btf == null) {
            throw new ParameterException(command.commandLine(), "--base goes with --btf, which names the module's file");
        }
        for (Path file : Stream.of(btf, base).filter(java.util.Objects::nonNull).toList()) {
            if (Files.notExists(file) || Files.isDirectory(file)) {
                throw new NoSuchFileException(file.toString());
            }
        }
        Outcome outcome = EarlyCompiler.take().check(input.request());
        if (report.forbids(outcome) || outcome.specs().isEmpty()) {
            return report.write(outcome, command.commandLine());
        }
        Kernel kernel;
        try {
            kernel = btf == null ? Kernel.running() : Kernel.of(btf, Optional.ofNullable(base));
        } catch (BadObjectException e) {
            String file = (btf == null ? Kernel.RUNNING : btf).toString();
            return report.write(new Outcome(Optional.empty(), List.of(ImportRules.badObject(file, e)), Optional.empty()), command.commandLine());
        }
        Drift.Outcome drift = Drift.compare(outcome.specs().get(), kernel);
        if (report.isText()) {
            command.commandLine().getErr().println(drift.structs() + " structs, " + drift.numbers() + " enums, flags and constants compared with " + kernel.name());
        }
        return report.write(new Outcome(outcome.specs(), drift.diagnostics(), Optional.empty()), command.commandLine());
    }
}
