// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.util.concurrent.Callable;
import org.vbus.compiler.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vbusc check}. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Reads specs and reports what is wrong with them.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private InputOptions input;

    @Mixin
    private ReportOptions report;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Outcome outcome = EarlyCompiler.take().check(input.request());
        return report.write(outcome, command.commandLine());
    }
}
