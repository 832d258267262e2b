// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vbus.compat.report.Reports;
import org.vbus.compat.report.Verdict;
import org.vbus.compat.rule.Severity;
import picocli.CommandLine.Option;

/** What every command that compares versions is told about what came of it. */
final class VerdictOptions {
    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "How to write what was found: ${COMPLETION-CANDIDATES}.")
    private VerdictFormat format;

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "Write it there; else to standard output.")
    private Path out;

    @Option(names = "--fail-on", paramLabel = "SEVERITY", defaultValue = "danger",
            description = "The least severity for which the exit status is 1: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not said.")
    private Severity failOn;

    /** Whether standard output is free for people. */
    boolean isText() {
        return format == VerdictFormat.TEXT;
    }

    /** Writes what came of comparisons in one document; the exit status that they ask for. Without any it is an empty one. */
    int write(List<Verdict> verdicts, PrintWriter standard) throws IOException {
        Reports reports = new Reports(Main.VERSION, failOn);
        String text = switch (format) {
            case TEXT -> reports.text(verdicts);
            case JSON -> reports.json(verdicts);
            case SARIF -> reports.sarif(verdicts);
            case JUNIT -> reports.junit(verdicts);
            case HTML -> reports.html(verdicts);
        };
        if (out == null) {
            standard.print(text);
            standard.flush();
        } else {
            Path parent = out.toAbsolutePath().getParent();
            Files.createDirectories(parent);
            Files.write(out, text.getBytes(StandardCharsets.UTF_8));
        }
        return verdicts.stream().anyMatch(verdict -> verdict.findings().stream().anyMatch(finding -> finding.counts(failOn))) ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }
}
