// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.List;

/**
 * A table; every row has a cell for each column, one of which names the row.
 *
 * @param caption what it is about, unique in its page
 * @param columns titles
 */
record Table(Html caption, List<Html> columns, List<Row> rows) {
    /**
     * One row.
     *
     * @param id what links to it name, if anything does
     * @param style class of the style sheet, as {@code quiet}, if any
     * @param before cells left of the header
     * @param head the header's cell
     * @param after cells right of it
     */
    record Row(List<Html> id, List<Html> style, List<Html> before, Html head, List<Html> after) { }

    /** Collects rows and leaves out the columns in which nothing stands. */
    static final class Builder {
        private final Html caption;
        private final List<String> columns;
        private final int head;
        private final List<Draft> drafts = new ArrayList<>();

        private record Draft(String id, String style, List<Html> cells) { }

        /**
         * @param head index of the column that names the rows
         * @param columns titles
         */
        Builder(String caption, int head, String... columns) {
            this.caption = Html.of(caption);
            this.head = head;
            this.columns = List.of(columns);
        }

        /**
         * Adds a row.
         *
         * @param id may be empty
         * @param style may be empty
         * @param cells one for each column
         */
        Builder row(String id, String style, Html... cells) {
            if (cells.length != columns.size()) {
                throw new IllegalArgumentException(cells.length + " cells for " + columns);
            }
            drafts.add(new Draft(id, style, List.of(cells)));
            return this;
        }

        boolean isEmpty() {
            return drafts.isEmpty();
        }

        Table build() {
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                int column = i;
                if (i == head || drafts.stream().anyMatch(draft -> !draft.cells().get(column).isEmpty())) {
                    kept.add(i);
                }
            }
            return new Table(caption, kept.stream().map(i -> Html.of(columns.get(i))).toList(), drafts.stream().map(draft -> row(draft, kept)).toList());
        }

        private Row row(Draft draft, List<Integer> kept) {
            List<Html> before = kept.stream().filter(i -> i < head).map(draft.cells()::get).toList();
            List<Html> after = kept.stream().filter(i -> i > head).map(draft.cells()::get).toList();
            return new Row(optional(draft.id()), optional(draft.style()), before, draft.cells().get(head), after);
        }

        private static List<Html> optional(String text) {
            return text.isEmpty() ? List.of() : List.of(Html.of(text));
        }
    }
}
