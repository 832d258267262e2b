// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.vbus.compat.matrix.Matrix;
import org.vbus.compat.report.Reports;
import org.vbus.compat.rule.Severity;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.abi.Deployments;
import org.vbus.compiler.abi.Freezer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vbusc matrix}. */
@Command(name = "matrix", mixinStandardHelpOptions = true,
        description = "Says which driver works with which device, over every frozen release of each spec and the spec itself, with each feature that is negotiated.")
final class MatrixCommand implements Callable<Integer> {
    @Mixin
    private InputOptions input;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Outcome outcome = EarlyCompiler.take().check(input.request());
        new TextReport(command.commandLine().getErr(), Main.style(command.commandLine())).print(outcome.diagnostics());
        if (outcome.failed() || outcome.specs().isEmpty()) {
            return ExitStatus.FINDINGS;
        }
        List<Matrix> all = Deployments.of(outcome.specs().get(), Freezer.today());
        Reports reports = new Reports(Main.VERSION, Severity.DANGER);
        PrintWriter out = command.commandLine().getOut();
        out.print(json ? reports.matrixJson(all) : reports.matrixText(all));
        out.flush();
        return ExitStatus.FINE;
    }
}
