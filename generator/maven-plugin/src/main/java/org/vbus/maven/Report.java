// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Severity;

/** Findings in Maven's log, a line for each and one for what belongs to it: {@code FILE:LINE:COLUMN VBnnnn MESSAGE}. */
final class Report {
    private final Log log;
    private final Markers markers;

    Report(Log log, Markers markers) {
        this.log = log;
        this.markers = markers;
    }

    /** Forgets the marks of files that are read anew. */
    void reading(List<Path> files) {
        markers.clear(files);
    }

    /** Tells all, each as bad as it is. */
    void tell(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            lines(diagnostic).forEach(line -> tell(diagnostic.severity(), line));
            markers.mark(diagnostic);
        }
    }

    /** Ends the goal when there are errors or, with {@code werror}, warnings. */
    void end(List<Diagnostic> diagnostics, boolean werror) throws MojoFailureException {
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        long warnings = diagnostics.stream().filter(d -> d.severity() == Severity.WARNING).count();
        if (errors > 0) {
            throw new MojoFailureException(counted(errors, "error") + " in specs, the first at " + first(diagnostics, Severity.ERROR));
        }
        if (werror && warnings > 0) {
            throw new MojoFailureException(counted(warnings, "warning") + " in specs, which count as errors (vbus.werror), the first at "
                    + first(diagnostics, Severity.WARNING));
        }
    }

    /** What the log shows of a finding. */
    static List<String> lines(Diagnostic diagnostic) {
        List<String> lines = new ArrayList<>();
        lines.add(harmless(diagnostic.origin() + " " + diagnostic.code() + " " + diagnostic.message()));
        diagnostic.notes().forEach(note -> lines.add(harmless("  " + note.origin() + " note: " + note.message())));
        diagnostic.hint().ifPresent(hint -> lines.add(harmless("  hint: " + hint)));
        return lines;
    }

    private void tell(Severity severity, String line) {
        switch (severity) {
            case ERROR -> log.error(line);
            case WARNING -> log.warn(line);
            default -> log.info(line);
        }
    }

    private static String first(List<Diagnostic> diagnostics, Severity severity) {
        return harmless(diagnostics.stream().filter(d -> d.severity() == severity).findFirst().orElseThrow().origin().toString());
    }

    private static String counted(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    /** One line without what moves the cursor of a terminal or turns the text: the name of a file may be anything. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "\ufffd");
    }
}
