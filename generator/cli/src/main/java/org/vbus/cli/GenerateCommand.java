// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.vbus.backends.Backend;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
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

    @Option(names = {"-q", "--quiet"}, description = "Say nothing when all is well.")
    private boolean quiet;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        List<Backend> backends = Backends.installed().select(only);
        Outcome outcome = new Compiler().generate(input.request(), backends, out);
        int status = report.write(outcome, command.commandLine());
        if (!quiet && report.isText() && outcome.files().isPresent()) {
            command.commandLine().getOut().println(out + ": " + outcome.files().get().written().size() + " files written, "
                    + outcome.files().get().unchanged().size() + " up to date");
        }
        return status;
    }
}
