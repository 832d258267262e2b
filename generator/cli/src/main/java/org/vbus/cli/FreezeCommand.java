// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.vbus.compat.report.Verdict;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.abi.Drift;
import org.vbus.compiler.abi.Freezer;
import org.vbus.compiler.abi.Freezer.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vbusc freeze}. */
@Command(name = "freeze", mixinStandardHelpOptions = true,
        description = "Freezes the release that each spec is: writes abi/RELEASE.json beside it, unless it breaks a release that is served.")
final class FreezeCommand implements Callable<Integer> {
    @Mixin
    private InputOptions input;

    @Mixin
    private VerdictOptions verdict;

    @Option(names = "--uptodate", description = "Write nothing; fail unless each release is frozen, is what its spec says, and is what this tool would make of it.")
    private boolean upToDate;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = command.commandLine().getErr();
        org.vbus.compiler.Compiler compiler = EarlyCompiler.take();
        Outcome outcome = compiler.check(input.request());
        new TextReport(err, Main.style(command.commandLine())).print(outcome.diagnostics());
        if (outcome.failed() || outcome.specs().isEmpty()) {
            return ExitStatus.FINDINGS;
        }
        Freezer freezer = new Freezer("vbusc " + Main.VERSION, Freezer.today());
        List<Answer> answers = upToDate ? freezer.check(outcome.specs().get()) : freezer.freeze(outcome.specs().get());
        int status = ExitStatus.FINE;
        List<Verdict> verdicts = new ArrayList<>();
        for (Answer answer : answers) {
            err.println(answer.words());
            if (!answer.isFine()) {
                status = ExitStatus.FINDINGS;
                answer.comparisons().forEach(judged -> verdicts.add(judged.verdict(answer.packageName())));
            }
        }
        if (!verdicts.isEmpty()) {
            verdict.write(verdicts, command.commandLine().getOut());
        }
        if (upToDate) {
            for (String drifted : Drift.of(compiler, outcome.specs().get())) {
                err.println(drifted + " [GENERATOR_DRIFT]");
                status = ExitStatus.FINDINGS;
            }
        }
        return status;
    }
}
