// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import org.vbus.compiler.Outcome;
import picocli.CommandLine.Model.CommandSpec;

/** For commands that can only work with specs that are right. */
final class SpecsNeeded {
    private SpecsNeeded() { }

    /** Says what is wrong with them; the exit status. */
    static int refuse(Outcome outcome, CommandSpec command) {
        new TextReport(command.commandLine().getErr(), Main.style(command.commandLine())).print(outcome.diagnostics());
        return ExitStatus.FINDINGS;
    }
}
