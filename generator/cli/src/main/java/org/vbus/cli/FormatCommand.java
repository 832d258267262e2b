// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vbus.compiler.Formatting;
import org.vbus.compiler.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vbusc format}. */
@Command(name = "format", mixinStandardHelpOptions = true,
        description = "Writes specs the one way: columns, blanks and line breaks change, words and comments do not. All of the files or, when one"
                + " does not parse, none. What their names mean does not matter.")
final class FormatCommand implements Callable<Integer> {
    /** Standard input, and standard output for the result. */
    private static final String STREAM = "-";

    @Parameters(paramLabel = "FILE|DIR|-", arity = "1..*",
            description = "Spec files, or folders to search for *.vbus, formatted in place; - alone reads standard input and writes standard output.")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--check", description = "Write nothing; report each file that is not formatted, and where that begins.")
    private boolean check;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing when all is well.")
    private boolean quiet;

    @Mixin
    private ReportOptions report;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (inputs.contains(STREAM)) {
            return stream();
        }
        List<Path> paths = inputs.stream().map(Path::of).toList();
        for (Path path : paths) {
            if (Files.notExists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        Outcome outcome = check ? new Formatting().check(paths) : new Formatting().write(paths);
        int status = report.write(outcome, command.commandLine());
        if (!quiet && report.isText() && outcome.files().isPresent()) {
            PrintWriter out = command.commandLine().getOut();
            outcome.files().get().written().forEach(file -> out.println(file + ": formatted"));
            int written = outcome.files().get().written().size();
            out.println(written + (written == 1 ? " file" : " files") + " formatted, " + outcome.files().get().unchanged().size() + " left as they are");
        }
        return status;
    }

    private int stream() throws IOException {
        if (inputs.size() > 1) {
            throw new ParameterException(command.commandLine(), "- stands alone");
        }
        if (!check && !report.isText()) {
            throw new ParameterException(command.commandLine(), "with - standard output is for the spec: --format goes with --check only");
        }
        Formatting.Filtered filtered = new Formatting().filter(System.in, "<standard input>", check);
        int status = report.write(new Outcome(Optional.empty(), filtered.diagnostics(), Optional.empty()), command.commandLine());
        if (!check && filtered.text().isPresent()) {
            command.commandLine().getOut().print(filtered.text().get());
            command.commandLine().getOut().flush();
        }
        return status;
    }
}
