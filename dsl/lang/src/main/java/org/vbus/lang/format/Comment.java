// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A comment and what stood before it.
 *
 * @param text with its marks, lines ending in LF, without blanks at line ends
 * @param column where it began, from 0, with tabs to the next eighth column
 * @param newlines line breaks between it and what comes before it
 */
record Comment(String text, int column, int newlines) {
    private static final int TAB = 8;

    /** As written, with line ends made one. */
    static Comment of(String written, int column, int newlines) {
        StringBuilder text = new StringBuilder(written.length());
        for (String line : lines(written)) {
            text.append(text.isEmpty() ? "" : "\n").append(line.stripTrailing());
        }
        return new Comment(text.toString(), column, newlines);
    }

    /** Without the blanks at the beginnings of its lines. */
    String bare() {
        return isTall() ? text.replaceAll("\n[ \t]+", "\n") : text;
    }

    /** Whether it ends its line. */
    boolean endsLine() {
        return text.startsWith("//");
    }

    /** Whether it is a doc comment, which belongs to what follows it. */
    boolean isDoc() {
        return text.startsWith("/**") && text.length() > 4;
    }

    /** Whether it takes several lines. */
    boolean isTall() {
        return text.indexOf('\n') >= 0;
    }

    /** Its lines when it begins at a column of a line of its own: those behind the first move along. */
    List<String> linesAt(int indent) {
        String[] lines = text.split("\n", -1);
        List<String> moved = new ArrayList<>();
        moved.add(lines[0]);
        boolean moves = isDoc() || List.of(lines).subList(1, lines.length).stream().allMatch(line -> bare(line).isEmpty() || bare(line).startsWith("*"));
        for (int i = 1; i < lines.length; i++) {
            moved.add(moves ? moved(lines[i], indent) : lines[i]);
        }
        return moved;
    }

    private String moved(String line, int indent) {
        String bare = bare(line);
        if (bare.isEmpty()) {
            return "";
        }
        int blanks = bare.startsWith("*") ? indent + 1 : Math.max(0, width(line.substring(0, line.length() - bare.length())) + indent - column);
        return " ".repeat(blanks) + bare;
    }

    private static String bare(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return line.substring(at);
    }

    /** Columns that a text takes from the beginning of a line. */
    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width = text.charAt(i) == '\t' ? (width / TAB + 1) * TAB : width + 1;
        }
        return width;
    }

    private static String[] lines(String text) {
        return text.split("\r\n|\r|\n", -1);
    }
}
