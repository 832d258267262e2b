// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.vbus.cli.follow.Follower;
import org.vbus.compiler.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vbusc follow}. */
@Command(name = "follow", mixinStandardHelpOptions = true,
        description = "Says trace events of generated modules in the words of their spec, as they come: lines of trace_pipe on standard input, each after @"
                + " and the module's name. `@ TEXT` is passed on as a step, `@ done` ends it, other lines stay as they are.")
final class FollowCommand implements Callable<Integer> {
    private static final String DONE = "@ done";

    @Mixin
    private InputOptions input;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Outcome outcome = EarlyCompiler.take().check(input.request());
        if (outcome.specs().isEmpty()) {
            return SpecsNeeded.refuse(outcome, command);
        }
        Follower follower = new Follower(outcome.specs().get());
        PrintWriter out = command.commandLine().getOut();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null && !line.equals(DONE); line = lines.readLine()) {
            follower.lines(line).forEach(out::println);
        }
        follower.end().forEach(out::println);
        return ExitStatus.FINE;
    }
}
