// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vbus.lang.source.SourceReader;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Severity;

/** Diagnostics for a person: place, number, message, the line with the span marked, other places, the fix, and how many there are. */
final class TextReport {
    private final PrintWriter err;
    private final Style style;
    private final Map<String, List<String>> sources = new HashMap<>();

    TextReport(PrintWriter err, Style style) {
        this.err = err;
        this.style = style;
    }

    /** Prints them in the given order, then a summary if there are any. */
    void print(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::print);
        if (!diagnostics.isEmpty()) {
            err.println(summary(diagnostics));
            err.println("`vbusc explain " + diagnostics.get(0).code() + "` tells more");
        }
        err.flush();
    }

    private void print(Diagnostic diagnostic) {
        String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT) + " " + diagnostic.code();
        String painted = diagnostic.isError() ? style.red(severity) : style.yellow(severity);
        err.println(style.bold(SourceLine.harmless(diagnostic.origin().toString())) + ": " + painted + ": " + diagnostic.message());
        mark(diagnostic.origin());
        for (Diagnostic.Note note : diagnostic.notes()) {
            err.println(style.bold(SourceLine.harmless(note.origin().toString())) + ": " + style.blue("note") + ": " + note.message());
            mark(note.origin());
        }
        diagnostic.hint().ifPresent(hint -> err.println("  " + style.green("hint") + ": " + hint));
    }

    private void mark(Origin origin) {
        List<String> lines = sources.computeIfAbsent(origin.file(), TextReport::read);
        if (origin.line() <= lines.size()) {
            SourceLine line = SourceLine.of(lines.get(origin.line() - 1), origin.column(), origin.length());
            err.println("  " + line.shown());
            err.println("  " + style.green(line.marks()));
        }
    }

    private static String summary(List<Diagnostic> diagnostics) {
        String errors = count(diagnostics, Severity.ERROR, "error");
        String warnings = count(diagnostics, Severity.WARNING, "warning");
        String notes = count(diagnostics, Severity.NOTE, "note");
        return String.join(", ", List.of(errors, warnings, notes).stream().filter(part -> !part.isEmpty()).toList());
    }

    private static String count(List<Diagnostic> diagnostics, Severity severity, String word) {
        long count = diagnostics.stream().filter(d -> d.severity() == severity).count();
        return count == 0 ? "" : count + " " + word + (count == 1 ? "" : "s");
    }

    private static List<String> lines(Path file) throws IOException {
        // what is no file may have no end either, and what is too large was not read before
        if (!Files.isRegularFile(file) || Files.size(file) > SourceReader.MAX_BYTES) {
            return List.of();
        }
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(SourceReader.MAX_BYTES), StandardCharsets.UTF_8);
        }
        // objects and raw types have no lines
        if (text.startsWith("\u007fELF") || text.startsWith("\ufffd\ufffd")) {
            return List.of();
        }
        // lines as the front end counts them; a lone carriage return ends none
        return List.of((text.startsWith("\ufeff") ? text.substring(1) : text).split("\r?\n", -1));
    }

    /** The lines of a file, or of {@code JAR!/ENTRY}; none if it cannot be read. */
    private static List<String> read(String file) {
        try {
            int inJar = file.indexOf("!/");
            if (inJar < 0 || Files.exists(Path.of(file))) {
                return lines(Path.of(file));
            }
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(file.substring(0, inJar)))) {
                return lines(jar.getPath(file.substring(inJar + 1)));
            }
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
