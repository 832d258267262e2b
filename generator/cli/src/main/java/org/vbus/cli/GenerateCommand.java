// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.vbus.backends.Backend;
import org.vbus.compiler.Backends;
import org.vbus.compiler.DependencyFile;
import org.vbus.compiler.OpsFiles;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.OutputTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vbusc generate}. */
@Command(name = "generate", mixinStandardHelpOptions = true,
        description = "Writes headers, kernel modules and bindings. All of them or, when a spec has an error, none.")
final class GenerateCommand implements Callable<Integer> {
    @Mixin
    private InputOptions input;

    @Mixin
    private ReportOptions report;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "DIR", description = "Folder that the outputs go to.")
    private Path out;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these outputs, separated by commas.")
    private Set<String> only = new LinkedHashSet<>();

    @Option(names = "--stubs", description = "Also write each missing file of operations as stubs that compile, into devices/NAME/ops below the"
            + " output folder. Never over a file that is there: what such a file lacks is printed.")
    private boolean stubs;

    @Option(names = "--ops", paramLabel = "NAME=DIR", description = "The files of operations of devices/NAME are in DIR; as VBUS_OPS_NAME in the"
            + " make command. May be repeated.")
    private Map<String, Path> ops = new LinkedHashMap<>();

    @Option(names = "--depfile", paramLabel = "FILE", description = "Write which files were read, as a rule for make. Its target is FILE without"
            + " the last extension.")
    private Path depfile;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing when all is well.")
    private boolean quiet;

    /** Other formats have standard output for themselves. */
    private boolean textual;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        List<Backend> backends = Backends.installed().select(only);
        Outcome outcome = EarlyCompiler.take().generate(input.request(), backends, new OutputTree(out), report::forbids);
        int status = report.write(outcome, command.commandLine());
        if (!quiet && report.isText() && outcome.files().isPresent()) {
            command.commandLine().getOut().println(out + ": " + outcome.files().get().written().size() + " files written, "
                    + outcome.files().get().unchanged().size() + " up to date");
        }
        textual = report.isText();
        if (outcome.files().isPresent()) {
            if (depfile != null) {
                DependencyFile.write(depfile, outcome.specs().orElseThrow());
            }
            Set<String> made = backends.stream().map(Backend::name).collect(Collectors.toSet());
            missing(OpsFiles.missing(outcome.specs().orElseThrow(), out, ops, made.contains("host"), made.contains("guest")));
        }
        return status;
    }

    private void missing(List<OpsFiles.Missing> missing) throws IOException {
        PrintWriter text = command.commandLine().getOut();
        for (OpsFiles.Missing file : missing) {
            if (stubs && !file.exists() && file.write()) {
                say(text, file.path() + ": written, " + file.lacks().size() + " stubs of " + file.subject());
            } else if (file.exists()) {
                say(text, file.path() + " lacks " + String.join(", ", file.lacks()) + (stubs ? "; add:\n\n" + file.stubs() : ""));
            } else {
                say(text, file.path() + " is yours to write: operations of " + file.subject() + "; --stubs makes one to begin with");
            }
        }
    }

    private void say(PrintWriter text, String line) {
        if (!quiet && textual) {
            text.println(line);
        }
    }
}
