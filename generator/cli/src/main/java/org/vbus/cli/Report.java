// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vbus.compiler.Outcome;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;
import picocli.CommandLine;

/** Prints diagnostics for a person: place, number, message, the line with the span marked, other places, the fix. */
final class Report {
    private static final int WIDEST = 160;

    private final PrintWriter err;
    private final Map<String, List<String>> sources = new HashMap<>();

    Report(CommandLine line) {
        this.err = line.getErr();
    }

    /** Prints them all; the exit status that they ask for. */
    int diagnostics(Outcome outcome) {
        outcome.diagnostics().forEach(this::print);
        long errors = outcome.diagnostics().stream().filter(Diagnostic::isError).count();
        if (errors > 0) {
            err.println(errors == 1 ? "1 error" : errors + " errors");
        }
        return errors > 0 ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }

    private void print(Diagnostic diagnostic) {
        String severity = diagnostic.severity().name().toLowerCase(java.util.Locale.ROOT);
        err.println(diagnostic.origin() + ": " + severity + " " + diagnostic.code() + ": " + diagnostic.message());
        mark(diagnostic.origin());
        for (Diagnostic.Note note : diagnostic.notes()) {
            err.println(note.origin() + ": note: " + note.message());
            mark(note.origin());
        }
        diagnostic.hint().ifPresent(hint -> err.println("  hint: " + hint));
    }

    private void mark(Origin origin) {
        List<String> lines = sources.computeIfAbsent(origin.file(), Report::read);
        if (origin.line() > lines.size()) {
            return;
        }
        String line = lines.get(origin.line() - 1);
        if (line.length() > WIDEST) {
            return;
        }
        err.println("  " + line);
        StringBuilder marks = new StringBuilder("  ");
        for (int i = 0; i < origin.column() - 1 && i < line.length(); i++) {
            marks.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        int room = Math.max(1, line.length() - origin.column() + 1);
        err.println(marks.append("^".repeat(Math.min(Math.max(1, origin.length()), room))));
    }

    private static List<String> read(String file) {
        try {
            return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
