// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the comments between two items go.
 *
 * @param behind on the line of what comes before
 * @param above on lines of their own; a blank line is an empty text
 * @param leading on the line of what follows
 * @param blank a blank line goes before what follows
 */
record Boundary(List<Comment> behind, List<String> above, List<Comment> leading, boolean blank) {
    /**
     * Sorts the comments of a gap.
     *
     * @param afterSomething there is a line before that comments can end
     */
    static Boundary of(Gap gap, int indent, boolean afterSomething) {
        List<Comment> comments = gap.comments();
        int at = afterSomething ? behind(gap) : 0;
        List<Comment> behind = comments.subList(0, at);
        List<List<Comment>> rows = new ArrayList<>();
        for (int i = at; i < comments.size(); i++) {
            Comment comment = comments.get(i);
            if (i == at || comment.newlines() > 0 || comment.isDoc() || comments.get(i - 1).isDoc() || comments.get(i - 1).endsLine()) {
                rows.add(new ArrayList<>());
            }
            rows.get(rows.size() - 1).add(comment);
        }
        List<Comment> leading = List.of();
        boolean blank = gap.newlines() > 1;
        if (!rows.isEmpty() && gap.newlines() == 0 && !endsItsLine(comments.get(comments.size() - 1))) {
            leading = rows.remove(rows.size() - 1);
            blank = leading.get(0).newlines() > 1;
        }
        List<String> above = new ArrayList<>();
        for (List<Comment> row : rows) {
            if (row.get(0).newlines() > 1) {
                above.add("");
            }
            above.addAll(lines(row, indent));
        }
        return new Boundary(behind, above, leading, blank);
    }

    /** How many comments belong to the line before: those up to a line break, but no doc comment. */
    private static int behind(Gap gap) {
        List<Comment> comments = gap.comments();
        for (int i = 0; i < comments.size() && !comments.get(i).isDoc() && (i > 0 || comments.get(i).newlines() == 0); i++) {
            if (gap.breaksAfter(i) || i + 1 < comments.size() && comments.get(i + 1).isDoc()) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean endsItsLine(Comment comment) {
        return comment.isDoc() || comment.endsLine();
    }

    /** Comments on one line, as far as they are not tall themselves. */
    static List<String> lines(List<Comment> row, int indent) {
        List<String> lines = new ArrayList<>();
        for (Comment comment : row) {
            List<String> more = comment.linesAt(indent);
            int from = 0;
            if (lines.isEmpty()) {
                lines.add(Text.blanks(indent) + more.get(0));
                from = 1;
            } else {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + more.get(0));
                from = 1;
            }
            lines.addAll(more.subList(from, more.size()));
        }
        return lines;
    }

    /** What goes before the next line, with the comments that would lead it above it. */
    List<String> allAbove(int indent) {
        List<String> all = new ArrayList<>(above);
        if (!leading.isEmpty()) {
            if (blank) {
                all.add("");
            }
            all.addAll(lines(leading, indent));
        }
        return all;
    }

    /** The comments behind a line, as one text. */
    String behindText() {
        StringBuilder text = new StringBuilder();
        for (Comment comment : behind) {
            text.append(text.isEmpty() ? "" : " ").append(comment.text());
        }
        return text.toString();
    }
}
