// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code vbusc}. */
@Command(name = "vbusc", mixinStandardHelpOptions = true, version = "vbusc 0.1.0", synopsisSubcommandLabel = "COMMAND",
        description = "Compiles device specs: headers, both kernel halves, Java.",
        subcommands = {CheckCommand.class, GenerateCommand.class},
        footer = {"", "Exit status: 0 fine, 1 errors in the input, 2 wrong usage, 3 the tool failed."})
public final class Main {
    private Main() { }

    public static void main(String[] arguments) {
        // Guice on newer JDKs would print warnings of its own
        System.setProperty("guice_custom_class_loading", "CHILD");
        Locale.setDefault(Locale.ROOT);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** Runs one command line, as {@link #main} does, without ending the process. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Main()).setOut(out).setErr(err);
        line.setExecutionStrategy(Main::execute);
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
        return line.execute(arguments);
    }

    private static int execute(ParseResult parsed) {
        if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            parsed.commandSpec().commandLine().usage(parsed.commandSpec().commandLine().getErr());
            return ExitStatus.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof NoSuchFileException missing) {
            err.println("vbusc: " + missing.getFile() + ": no such file or folder");
            return ExitStatus.USAGE;
        }
        if (failure instanceof IllegalArgumentException || failure instanceof FileSystemException) {
            err.println("vbusc: " + failure.getMessage());
            return failure instanceof IllegalArgumentException ? ExitStatus.USAGE : ExitStatus.FAILURE;
        }
        err.println("vbusc: internal error: " + failure);
        if (System.getenv("VBUSC_DEBUG") != null) {
            failure.printStackTrace(err);
        } else {
            err.println("set VBUSC_DEBUG=1 to see where");
        }
        return ExitStatus.FAILURE;
    }
}
