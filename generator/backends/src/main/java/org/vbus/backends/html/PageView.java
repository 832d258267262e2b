// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.List;

/**
 * What {@code page.stg} speaks of: the page of one spec.
 *
 * @param banner for a comment
 * @param title the package
 * @param release tier and release in words, if the spec has them
 * @param doc paragraphs
 * @param facts of the whole spec
 * @param sections in the order of the page, each with at least one entry
 */
record PageView(Html banner, Html title, List<Html> release, List<Html> doc, List<Fact> facts, List<Section> sections) {
    /**
     * Declarations of one kind.
     *
     * @param id of its heading
     */
    record Section(Html id, Html title, List<Entry> entries) { }

    /**
     * A declaration.
     *
     * @param id what links to it name
     * @param kind as the language writes it
     * @param flags words that need attention, as {@code deprecated}
     * @param doc paragraphs
     * @param figures pictures and tables, in the order of the page
     * @param parts what is inside, under headings of its own
     * @param uses links to what uses it, together by package
     */
    record Entry(Html id, Html kind, Html name, List<Html> flags, List<Html> doc, List<Fact> facts, List<Figure> figures, List<Part> parts,
                 List<Html> uses) { }

    /** A part of a declaration, as the calls of a device. */
    record Part(Html title, List<Html> doc, List<Figure> figures, List<Item> items) { }

    /** One of the parts' elements, with a heading. */
    record Item(Html id, Html name, List<Html> flags, List<Html> doc, List<Fact> facts, List<Figure> figures) { }

    /** A line of a list of terms. */
    record Fact(Html term, Html text) { }

    /** One of both lists has one element. */
    record Figure(List<Table> tables, List<Picture> pictures) {
        static Figure of(Table table) {
            return new Figure(List.of(table), List.of());
        }

        static Figure of(Picture picture) {
            return new Figure(List.of(), List.of(picture));
        }
    }
}
