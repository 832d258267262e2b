// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The lines of an item, or of several that share one, with the comments around them. */
final class Row {
    /** What the keys of items with bodies begin with. */
    static final String BODY = "{";

    private final List<String> above;
    private final boolean blank;
    private final List<String> lines;
    private final boolean body;
    private final Optional<String> key;
    private List<Rendered.Mark> marks;
    private boolean shared;
    private String behind = "";

    Row(List<String> above, boolean blank, Item item, Rendered text) {
        this.above = above;
        this.blank = blank;
        this.lines = new ArrayList<>(text.lines());
        this.marks = text.marks();
        this.body = item.hasBody();
        this.key = key(item);
    }

    /** Rows of the same key have the same columns; without one there are none. */
    private Optional<String> key(Item item) {
        String kinds = marks.stream().filter(this::isFixed).map(mark -> mark.column().kind()).collect(Collectors.joining(" "));
        if (body) {
            // what has a body is only like what begins with the same words
            int name = marks.isEmpty() ? 0 : marks.get(0).at();
            return lines.size() > 1 ? Optional.empty() : Optional.of(BODY + lines.get(0).substring(0, name).strip() + " " + kinds);
        }
        if (item.clauses().isPresent()) {
            return item.clauses();
        }
        return kinds.isEmpty() || kinds.equals("name") ? Optional.empty() : Optional.of(kinds);
    }

    private boolean isFixed(Rendered.Mark mark) {
        return mark.column().role() == Word.Role.FIXED || body && mark.column().role() == Word.Role.BEFORE_BODY;
    }

    List<String> above() {
        return above;
    }

    boolean blank() {
        return blank;
    }

    /** With the comments behind the last. */
    List<String> lines() {
        if (behind.isEmpty()) {
            return lines;
        }
        List<String> all = new ArrayList<>(lines);
        List<String> more = List.of((all.remove(all.size() - 1) + behind).split("\n", -1));
        all.addAll(more);
        return all;
    }

    /** Whether another item fits on the same line. */
    boolean takes(Rendered item) {
        return lines.size() == 1 && !item.isTall() && behind.isEmpty()
                && Text.width(lines.get(0)) + Text.BETWEEN_ITEMS.length() + Text.width(item.lines().get(0).strip()) <= Text.LIMIT;
    }

    void append(Rendered item) {
        lines.set(0, lines.get(0) + Text.BETWEEN_ITEMS + item.lines().get(0).strip());
        marks = List.of();
        shared = true;
    }

    void behind(String comments) {
        behind = Text.BEFORE_COMMENT + comments;
    }

    /** Whether alignment ends before this row. */
    boolean beginsSection() {
        return blank || above.contains("");
    }

    /** Whether alignment ends behind this row. */
    boolean endsSection() {
        return body && lines.size() > 1;
    }

    Optional<String> key() {
        return shared ? Optional.empty() : key;
    }

    /** Where the columns begin that rows of one key have in common. */
    List<Integer> columns() {
        return marks.stream().filter(this::isFixed).map(Rendered.Mark::at).toList();
    }

    /** The property that is a column if the others have the same. */
    Optional<Rendered.Mark> property() {
        return marks.stream().filter(mark -> mark.column().role() == Word.Role.SHARED).findFirst();
    }

    boolean isTall() {
        return lines.size() > 1;
    }

    String first() {
        return lines.get(0);
    }

    void first(String line) {
        lines.set(0, line);
    }

    /** Whether a comment follows that could stand below the one before. */
    boolean hasCommentBehind() {
        return !behind.isEmpty() && behind.indexOf('\n') < 0 && lines.size() == 1;
    }

    void moveComment(int width) {
        behind = Text.blanks(width - Text.width(lines.get(0))) + behind;
    }
}
