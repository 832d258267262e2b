// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

/**
 * A line of a spec as a terminal shows it, and the marks below it: tabs become blanks, wide characters count two columns, accents
 * none, and what would move the cursor or turn the text is replaced.
 */
final class SourceLine {
    private static final int TAB = 8;
    private static final int WIDEST = 160;
    private static final int BEFORE_MARK = 40;
    private static final String CUT = "...";

    private final String shown;
    private final String marks;

    private SourceLine(String shown, String marks) {
        this.shown = shown;
        this.marks = marks;
    }

    /** Marks {@code length} code points from column {@code column}, which counts from 1. */
    static SourceLine of(String line, int column, int length) {
        int[] points = line.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        int at = 0;
        int first = -1;
        for (int i = 0; i < points.length; i++) {
            boolean marked = i >= column - 1 && i < column - 1 + Math.max(1, length);
            int width = points[i] == '\t' ? TAB - at % TAB : width(points[i]);
            first = marked && first < 0 ? at : first;
            text.append(points[i] == '\t' ? " ".repeat(width) : shown(points[i]));
            marks.append((marked ? "^" : " ").repeat(width));
            at += width;
        }
        if (first < 0) {
            first = at;
            marks.append('^');
        } else if (marks.indexOf("^") < 0) {
            // an accent alone has no column of its own
            marks.append('^');
        }
        return cut(text.toString(), marks.toString().stripTrailing(), first);
    }

    private static SourceLine cut(String text, String marks, int first) {
        // a line that long has no wide characters worth cutting by the column
        if (text.length() <= WIDEST || text.length() != text.codePointCount(0, text.length())) {
            return new SourceLine(text, marks);
        }
        int from = Math.max(0, Math.min(first - BEFORE_MARK, text.length()));
        int to = Math.min(text.length(), from + WIDEST);
        String before = from > 0 ? CUT : "";
        String cutMarks = from < marks.length() ? marks.substring(from, Math.min(marks.length(), to)) : "^";
        return new SourceLine(before + text.substring(from, to) + (to < text.length() ? CUT : ""), " ".repeat(before.length()) + cutMarks);
    }

    /** A text of one line, with all replaced that would move the cursor or turn the text: a file's name may be anything. */
    static String harmless(String text) {
        return text.codePoints().mapToObj(SourceLine::shown).collect(java.util.stream.Collectors.joining());
    }

    String shown() {
        return shown;
    }

    String marks() {
        return marks;
    }

    private static String shown(int point) {
        int type = Character.getType(point);
        boolean unsafe = type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR || type == Character.SURROGATE || type == Character.UNASSIGNED;
        return unsafe ? "\ufffd" : Character.toString(point);
    }

    /** Columns of a terminal, by the blocks that Unicode calls wide. */
    static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = point >= 0x1100 && (point <= 0x115f || point >= 0x2e80 && point <= 0x303e || point >= 0x3041 && point <= 0xa4cf
                || point >= 0xac00 && point <= 0xd7a3 || point >= 0xf900 && point <= 0xfaff || point >= 0xfe30 && point <= 0xfe6f
                || point >= 0xff00 && point <= 0xff60 || point >= 0xffe0 && point <= 0xffe6 || point >= 0x1f300 && point <= 0x1f64f
                || point >= 0x1f680 && point <= 0x1f6ff || point >= 0x1f900 && point <= 0x1f9ff || point >= 0x20000 && point <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
