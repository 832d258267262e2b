// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vbus.compat.matrix.Cell;
import org.vbus.compat.matrix.Matrix;
import org.vbus.compat.matrix.Outcome;

/** A deployment matrix for a terminal: for each device a table of drivers and devices, base first, then each feature; then every reason once. */
public final class MatrixText {
    /** The text; lines end with a line feed. */
    public String of(Matrix matrix) {
        StringBuilder out = new StringBuilder();
        Map<String, Integer> reasons = new LinkedHashMap<>();
        for (String subject : matrix.subjects()) {
            List<Cell> cells = matrix.cells().stream().filter(cell -> cell.subject().equals(subject)).toList();
            List<Optional<String>> features = cells.stream().map(Cell::feature).distinct().toList();
            for (Optional<String> feature : features) {
                out.append(TextReport.line(subject)).append(feature.map(name -> " with " + TextReport.line(name)).orElse("")).append('\n');
                table(matrix.releases(), cells.stream().filter(cell -> cell.feature().equals(feature)).toList(), reasons, out);
            }
        }
        reasons.forEach((reason, number) -> out.append('[').append(number).append("] ").append(TextReport.line(reason)).append('\n'));
        return out.toString();
    }

    private static void table(List<String> releases, List<Cell> cells, Map<String, Integer> reasons, StringBuilder out) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("  driver \\ device"));
        head.addAll(releases);
        rows.add(head);
        for (String driver : releases) {
            List<String> row = new ArrayList<>(List.of("  " + driver));
            for (String device : releases) {
                row.add(cells.stream().filter(cell -> cell.driver().equals(driver) && cell.device().equals(device)).findFirst().map(cell -> {
                    String word = cell.outcome().name().toLowerCase(Locale.ROOT);
                    return cell.outcome() == Outcome.WORKS || cell.reason().isEmpty() ? word
                            : word + " [" + reasons.computeIfAbsent(cell.reason(), reason -> reasons.size() + 1) + "]";
                }).orElse("-"));
            }
            rows.add(row);
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(one -> one.get(at).length()).max().orElse(0);
                line.append(String.format(Locale.ROOT, "%-" + (width + 2) + "s", TextReport.line(row.get(column))));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        out.append('\n');
    }
}
