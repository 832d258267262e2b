// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.vbus.compat.snapshot.BadFileException;
import org.vbus.importer.MissingToolException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** {@code vbusc}. */
@Command(name = "vbusc", mixinStandardHelpOptions = true, version = "vbusc " + Main.VERSION, synopsisSubcommandLabel = "COMMAND",
        description = "Compiles device specs: headers, both kernel halves, Java.",
        footer = {"", "Exit status: 0 fine, 1 errors in the input, 2 wrong usage, 3 the tool failed."})
public final class Main {
    /** Of the tool, not of any spec. */
    static final String VERSION = "0.1.0";

    /** In the order of the help. */
    private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

    /** Those that need a compiler, which takes a while to make. */
    private static final Set<String> COMPILING = Set.of("check", "generate", "import", "drift", "freeze", "check-abi", "diff", "matrix", "point", "follow");

    static {
        COMMANDS.put("new", NewCommand::new);
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("generate", GenerateCommand::new);
        COMMANDS.put("format", FormatCommand::new);
        COMMANDS.put("decode", DecodeCommand::new);
        COMMANDS.put("import", ImportCommand::new);
        COMMANDS.put("drift", DriftCommand::new);
        COMMANDS.put("freeze", FreezeCommand::new);
        COMMANDS.put("check-abi", CheckAbiCommand::new);
        COMMANDS.put("diff", DiffCommand::new);
        COMMANDS.put("matrix", MatrixCommand::new);
        COMMANDS.put("explain", ExplainCommand::new);
        COMMANDS.put("lsp", LspCommand::new);
        COMMANDS.put("point", PointCommand::new);
        COMMANDS.put("follow", FollowCommand::new);
    }

    private final Style style;

    private Main(Style style) {
        this.style = style;
    }

    public static void main(String[] arguments) {
        System.exit(process(arguments));
    }

    /** All that a process does for one command line but to end. */
    static int process(String... arguments) {
        // classes that Guice makes at run time are in no start-up cache, and newer JDKs warn of how it makes them
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        Locale.setDefault(Locale.ROOT);
        if (arguments.length > 1 && COMPILING.contains(arguments[0]) && !DiffCommand.needsNoCompiler(arguments)) {
            EarlyCompiler.begin();
        }
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(out, err, Style.ofStandardError(), arguments);
    }

    /** Runs one command line; what it says goes to any two writers. */
    static int run(PrintWriter out, PrintWriter err, Style style, String... arguments) {
        CommandLine line = new CommandLine(new Main(style));
        // picocli takes long to look at a command: where one is named, it looks at that one only
        boolean named = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
        COMMANDS.forEach((name, command) -> {
            if (!named || name.equals(arguments[0])) {
                line.addSubcommand(name, command.get());
            }
        });
        line.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        // usage and errors of it too
        line.setColorScheme(CommandLine.Help.defaultColorScheme(style == Style.COLOURED ? Ansi.ON : Ansi.OFF));
        line.setExecutionStrategy(Main::execute);
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
        try {
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) {
            err.println("vbusc: internal error: " + e);
            return ExitStatus.FAILURE;
        }
    }

    /** The style of the process that a command runs in. */
    static Style style(CommandLine line) {
        return ((Main) line.getCommandSpec().root().userObject()).style;
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
        if (failure instanceof BadFileException bad) {
            err.println("vbusc: " + bad.getMessage());
            err.println("`vbusc explain " + bad.rule() + "` tells more");
            return ExitStatus.FINDINGS;
        }
        if (failure instanceof MissingToolException) {
            err.println("vbusc: " + failure.getMessage());
            return ExitStatus.FAILURE;
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
