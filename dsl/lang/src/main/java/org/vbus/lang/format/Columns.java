// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Aligns rows that are alike, as far as no blank line is between them. */
final class Columns {
    private Columns() { }

    static void align(List<Row> rows) {
        Map<String, List<Row>> alike = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.beginsSection()) {
                end(alike, alike.keySet());
            }
            // bodies are wide, so they are compared with their neighbours alone
            end(alike, alike.keySet().stream().filter(key -> key.startsWith(Row.BODY) && !row.key().equals(Optional.of(key))).toList());
            row.key().ifPresent(key -> alike.computeIfAbsent(key, none -> new ArrayList<>()).add(row));
            if (row.endsSection()) {
                end(alike, alike.keySet());
            }
        }
        alike.values().forEach(Columns::alignAlike);
        alignComments(rows);
    }

    private static void end(Map<String, List<Row>> alike, Collection<String> keys) {
        for (String key : List.copyOf(keys)) {
            alignAlike(alike.remove(key));
        }
    }

    private static void alignAlike(List<Row> rows) {
        if (rows.size() < 2) {
            return;
        }
        boolean properties = shareProperty(rows);
        List<List<String>> cells = rows.stream().map(row -> cells(row, properties && !row.isTall())).toList();
        int most = cells.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[most];
        for (List<String> row : cells) {
            for (int i = 0; i < row.size() - 1; i++) {
                widths[i] = Math.max(widths[i], Text.width(row.get(i)));
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder line = new StringBuilder();
            List<String> row = cells.get(i);
            for (int c = 0; c < row.size(); c++) {
                line.append(row.get(c));
                if (c < row.size() - 1) {
                    line.append(Text.blanks(widths[c] - Text.width(row.get(c)) + 1));
                }
            }
            rows.get(i).first(line.toString());
        }
    }

    /** Whether all rows of one line go on with the same property. */
    private static boolean shareProperty(List<Row> rows) {
        List<Row> flat = rows.stream().filter(row -> !row.isTall()).toList();
        return flat.stream().allMatch(row -> row.property().isPresent())
                && flat.stream().map(row -> row.property().get().column().kind()).collect(Collectors.toSet()).size() == 1;
    }

    private static List<String> cells(Row row, boolean property) {
        TreeSet<Integer> columns = new TreeSet<>(row.columns());
        if (property) {
            columns.add(row.property().orElseThrow().at());
        }
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int column : columns) {
            cells.add(row.first().substring(from, column).stripTrailing());
            from = column;
        }
        cells.add(row.first().substring(from));
        return cells;
    }

    private static void alignComments(List<Row> rows) {
        List<Row> run = new ArrayList<>();
        for (Row row : rows) {
            if (!row.hasCommentBehind() || row.blank() || !row.above().isEmpty()) {
                alignRun(run);
                run.clear();
            }
            if (row.hasCommentBehind()) {
                run.add(row);
            }
        }
        alignRun(run);
    }

    private static void alignRun(List<Row> run) {
        int width = run.stream().mapToInt(row -> Text.width(row.first())).max().orElse(0);
        run.forEach(row -> row.moveComment(width));
    }
}
