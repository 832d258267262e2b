// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vbus.cli.place.GeneratedNames;
import org.vbus.cli.place.Pointer;
import org.vbus.cli.place.Sources;
import org.vbus.compiler.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vbusc point}. */
@Command(name = "point", mixinStandardHelpOptions = true,
        description = "Reads what gcc, sparse and javac say of generated code and of what calls it, from standard input, and puts the line of the spec"
                + " beneath that is meant: make ... 2>&1 | vbusc point SPEC --tree build.")
final class PointCommand implements Callable<Integer> {
    @Mixin
    private InputOptions input;

    @Option(names = "--tree", paramLabel = "DIR", defaultValue = "build", description = "Where the outputs are (${DEFAULT-VALUE}).")
    private Path tree;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Outcome outcome = EarlyCompiler.take().check(input.request());
        PrintWriter out = command.commandLine().getOut();
        if (outcome.specs().isEmpty()) {
            return SpecsNeeded.refuse(outcome, command);
        }
        Pointer pointer = new Pointer(new GeneratedNames(outcome.specs().get()), new Sources(Path.of(""), tree));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(pointer.point(line));
        }
        return ExitStatus.FINE;
    }
}
