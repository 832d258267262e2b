// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vbus.compiler.Outcome;
import org.vbus.importer.ImportException;
import org.vbus.importer.Imported;
import org.vbus.importer.Importer;
import org.vbus.importer.Request;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vbusc import}. */
@Command(name = "import", mixinStandardHelpOptions = true,
        description = "Makes a spec of a C header, or of the types in an object: structs, unions, enums, macros that are numbers. What the language cannot say is listed, at the"
                + " end of the spec and on standard error. The spec is one to begin with: what its numbers mean has still to be written.",
        footer = {"", "A header is compiled by $CC, else gcc, which must know nothing but -I and -D to do so; pahole reads the types.",
            "x86 compilers are asked for 64 bits, x32 and i386, and the spec lies as C does on all of them."})
final class ImportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "HEADER|OBJECT", description = "A C header, an ELF file with DWARF or BTF, or BTF alone, as /sys/kernel/btf/vmlinux.")
    private Path input;

    @Option(names = "--structs", paramLabel = "NAME", split = ",", description = "Structs and unions: names, or globs as 'virtio_net_*'. What they hold comes with them. A name"
            + " alone must be there and be expressible. Without it: all structs, enums and macros that the header itself defines. May be repeated.")
    private List<String> structs = new ArrayList<>();

    @Option(names = "--prefix", paramLabel = "PREFIX", split = ",", description = "Macros and enums that begin so, also of headers that this one includes: one enum or flags for each"
            + " prefix. May be repeated.")
    private List<String> prefixes = new ArrayList<>();

    @Option(names = "-I", paramLabel = "DIR", description = "A folder of headers, for the compiler. May be repeated.")
    private List<Path> includes = new ArrayList<>();

    @Option(names = "-D", paramLabel = "NAME[=VALUE]", description = "A macro, for the compiler. May be repeated.")
    private List<String> defines = new ArrayList<>();

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Package of the spec; else linux.NAME for a header of linux/, imported.NAME for others.")
    private String packageName;

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "Write the spec there; else to standard output.")
    private Path out;

    @Mixin
    private ReportOptions report;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (Files.notExists(input)) {
            throw new NoSuchFileException(input.toString());
        }
        if (Files.isDirectory(input)) {
            throw new ParameterException(command.commandLine(), input + " is a folder; import takes one header or object");
        }
        if (packageName != null && !packageName.matches("[A-Za-z]\\w*(\\.[A-Za-z]\\w*)*")) {
            throw new ParameterException(command.commandLine(), "`" + packageName + "` cannot be the name of a package");
        }
        if (out == null && !report.isText()) {
            throw new ParameterException(command.commandLine(), "without -o standard output is for the spec: --format goes with -o only");
        }
        // making a compiler and reading the header would both use the language
        org.vbus.compiler.Compiler compiler = EarlyCompiler.take();
        Imported imported;
        try {
            imported = Importer.run(new Request(input, structs, prefixes, Optional.ofNullable(packageName), includes, defines,
                    Optional.ofNullable(System.getenv("CC")).filter(cc -> !cc.isBlank()).orElse("gcc")));
        } catch (ImportException e) {
            return report.write(new Outcome(Optional.empty(), e.diagnostics(), Optional.empty()), command.commandLine());
        }
        return publish(imported, compiler);
    }

    /** Checks the spec before anybody sees it. */
    private int publish(Imported imported, org.vbus.compiler.Compiler compiler) throws IOException {
        Path folder = out == null ? Files.createTempDirectory("vbusc-import") : Files.createDirectories(out.toAbsolutePath().getParent());
        Path staged = Files.createTempFile(folder, ".import", ".vbus");
        try {
            Files.write(staged, imported.text().getBytes(StandardCharsets.UTF_8));
            Outcome checked = compiler.check(new org.vbus.compiler.Request(List.of(staged), InputOptions.withOwn(List.of())));
            if (checked.failed()) {
                new TextReport(command.commandLine().getErr(), Main.style(command.commandLine())).print(checked.diagnostics());
                throw new IOException("the imported spec is wrong, which is a fault of vbusc; nothing is written");
            }
            PrintWriter standard = command.commandLine().getOut();
            if (out == null) {
                standard.print(imported.text());
                standard.flush();
            } else {
                Files.move(staged, out, StandardCopyOption.REPLACE_EXISTING);
            }
            summary(imported);
            return report.write(renamed(checked, out == null ? "<standard output>" : out.toString()), command.commandLine());
        } finally {
            Files.deleteIfExists(staged);
            if (out == null) {
                Files.deleteIfExists(folder);
            }
        }
    }

    private void summary(Imported imported) {
        if (!report.isText()) {
            return;
        }
        PrintWriter err = command.commandLine().getErr();
        imported.notes().forEach(note -> err.println("vbusc: " + note));
        imported.omissions().forEach(one -> err.println("not imported: " + SourceLine.harmless(one.toString())));
        err.println(imported.mappings().size() + " structs, " + imported.spec().types().stream().filter(type -> !(type instanceof org.vbus.model.type.NamedType.Struct)).count()
                + " enums and flags, " + imported.spec().constants().size() + " constants imported; " + imported.omissions().size() + " left out");
        err.flush();
    }

    private static Outcome renamed(Outcome checked, String file) {
        return new Outcome(checked.specs(), checked.diagnostics().stream().map(one -> new Diagnostic(one.code(), one.severity(), one.message(), renamed(one.origin(), file),
                one.notes(), one.hint())).toList(), Optional.empty());
    }

    private static Origin renamed(Origin origin, String file) {
        return new Origin(file, origin.line(), origin.column(), origin.length());
    }
}
