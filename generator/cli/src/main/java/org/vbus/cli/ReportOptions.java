// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import org.vbus.compiler.Outcome;
import org.vbus.compiler.explain.Rulebook;
import org.vbus.model.diag.Severity;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every command with findings is told about writing them. */
final class ReportOptions {
    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
            description = "How to write what was found: ${COMPLETION-CANDIDATES}. Text goes to standard error, the others to standard output.")
    private Format format;

    @Option(names = "--werror", description = "Warnings count as errors: exit status 1, and nothing is generated.")
    private boolean werror;

    /** Whether what was found forbids to go on. */
    boolean forbids(Outcome outcome) {
        return outcome.failed() || werror && outcome.diagnostics().stream().anyMatch(d -> d.severity() == Severity.WARNING);
    }

    /** Whether standard output is free for people. */
    boolean isText() {
        return format == Format.TEXT;
    }

    /** Writes what was found; the exit status that it asks for. */
    int write(Outcome outcome, CommandLine line) {
        int status = forbids(outcome) ? ExitStatus.FINDINGS : ExitStatus.FINE;
        switch (format) {
            case JSON -> line.getOut().println(JsonReport.of(outcome.diagnostics()));
            case SARIF -> line.getOut().println(new SarifReport(Rulebook.installed()).of(outcome.diagnostics(), status));
            default -> new TextReport(line.getErr(), Main.style(line)).print(outcome.diagnostics());
        }
        line.getOut().flush();
        return status;
    }
}
