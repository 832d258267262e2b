// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.vbus.compat.report.Verdict;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.abi.Freezer;
import org.vbus.compiler.abi.Freezer.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vbusc check-abi}. */
@Command(name = "check-abi", mixinStandardHelpOptions = true,
        description = "Judges each spec against every frozen release that it still serves. Needs no new release: for every edit, and for CI.")
final class CheckAbiCommand implements Callable<Integer> {
    @Mixin
    private InputOptions input;

    @Mixin
    private VerdictOptions verdict;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = command.commandLine().getErr();
        Outcome outcome = EarlyCompiler.take().check(input.request());
        new TextReport(err, Main.style(command.commandLine())).print(outcome.diagnostics());
        if (outcome.failed() || outcome.specs().isEmpty()) {
            return ExitStatus.FINDINGS;
        }
        int status = ExitStatus.FINE;
        List<Verdict> verdicts = new ArrayList<>();
        for (Answer answer : new Freezer("vbusc " + Main.VERSION, Freezer.today()).judge(outcome.specs().get())) {
            err.println(answer.words());
            answer.comparisons().forEach(judged -> verdicts.add(judged.verdict(answer.packageName())));
            if (answer.comparisons().isEmpty() && !answer.isFine()) {
                status = ExitStatus.FINDINGS;
            }
        }
        return Math.max(status, verdict.write(verdicts, command.commandLine().getOut()));
    }
}
