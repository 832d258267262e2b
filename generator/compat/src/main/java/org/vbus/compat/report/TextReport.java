// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.vbus.compat.matrix.Cell;
import org.vbus.compat.matrix.Outcome;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;
import org.vbus.model.Origin;

/** For a terminal: the worst first, the verdict last. */
public final class TextReport {
    private static final int WIDTH = 9;

    /** The whole report; the last line is counts and verdict. Lines end with a line feed. */
    public String of(Verdict verdict) {
        StringBuilder out = new StringBuilder();
        out.append(line(verdict.before())).append(" -> ").append(line(verdict.after())).append('\n');
        verdict.beside().forEach(words -> out.append("  beside the specs: ").append(line(words)).append('\n'));
        Severity group = null;
        for (Finding finding : verdict.counting()) {
            if (finding.severity() != group) {
                group = finding.severity();
                out.append('\n').append(group.name()).append('\n');
            }
            finding(finding, out);
        }
        if (!verdict.released().isEmpty()) {
            out.append("\nDOES NOT COUNT\n");
            verdict.released().forEach(finding -> finding(finding, out));
        }
        matrix(verdict, out);
        return out.append('\n').append(verdict.counts()).append(": ").append(verdict.words()).append('\n').toString();
    }

    private static void finding(Finding finding, StringBuilder out) {
        out.append("  ").append(finding.rule()).append(": ").append(line(finding.packageName())).append(": ").append(line(finding.path())).append('\n');
        finding.before().filter(TextReport::known).ifPresent(place -> part("old at", place.toString(), out));
        finding.after().filter(TextReport::known).ifPresent(place -> part("new at", place.toString(), out));
        part("what", finding.message(), out);
        finding.witness().ifPresent(example -> part("example", example, out));
        if (!finding.was().isEmpty() || !finding.is().isEmpty()) {
            part("values", value(finding.was()) + " -> " + value(finding.is()), out);
        }
        String axes = finding.effects().entrySet().stream().filter(effect -> effect.getValue() != Axis.Effect.SAFE)
                .map(effect -> effect.getKey().word() + " (" + effect.getValue().name().toLowerCase(Locale.ROOT) + ")").collect(Collectors.joining(", "));
        part("touches", axes.isEmpty() ? "nothing" : axes, out);
        part("hits", finding.breaks().isEmpty() ? "nobody at run time" : Verdict.who(finding.breaks()), out);
        part("instead", finding.remedy(), out);
        finding.released().ifPresent(reason -> part("released", finding.severity().word() + " that does not count: " + reason, out));
    }

    private static void matrix(Verdict verdict, StringBuilder out) {
        List<Cell> meetings = verdict.matrix().cells().stream().filter(cell -> !cell.driver().equals(cell.device())).filter(cell ->
                cell.feature().isEmpty() || cell.outcome() != Outcome.WORKS).toList();
        if (meetings.isEmpty()) {
            return;
        }
        out.append("\nWHO WORKS WITH WHOM\n");
        // what ends alike is one line
        Map<List<Object>, List<Cell>> alike = meetings.stream().collect(Collectors.groupingBy(cell ->
                List.of(cell.subject(), cell.driver(), cell.device(), cell.outcome(), cell.reason()), LinkedHashMap::new, Collectors.toList()));
        alike.values().forEach(cells -> {
            Cell first = cells.get(0);
            List<String> features = cells.stream().flatMap(cell -> cell.feature().stream()).toList();
            String with = features.isEmpty() ? "" : (first.feature().isEmpty() ? ", also with " : " with ") + String.join(", ", features);
            out.append("  ").append(line(first.subject() + with + ": driver of " + first.driver() + " on device of " + first.device() + ": " + first.outcome()
                    + (first.reason().isEmpty() ? "" : ": " + first.reason()))).append('\n');
        });
    }

    static boolean known(Origin place) {
        return !place.file().isEmpty();
    }

    private static String value(String value) {
        return value.isEmpty() ? "nothing" : value;
    }

    private static void part(String name, String text, StringBuilder out) {
        out.append("    ").append(name).append(" ".repeat(WIDTH - name.length())).append(line(text)).append('\n');
    }

    /** On one line, without what a terminal would take for commands. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> c == '\n' || c == '\t' ? ' ' : Character.isISOControl(c) ? '\ufffd' : c).forEach(out::appendCodePoint);
        return out.toString();
    }
}
