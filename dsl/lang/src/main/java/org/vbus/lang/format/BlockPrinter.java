// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayList;
import java.util.List;

/** Writes the items of a block below one another, several on a line where the author did, and aligns what is alike. */
final class BlockPrinter {
    /**
     * A block as text.
     *
     * @param behindBrace what goes behind the opening brace
     * @param lines between the braces
     */
    record Body(String behindBrace, List<String> lines) { }

    private final Block block;
    private final int indent;
    private final boolean file;
    private final List<Row> rows = new ArrayList<>();
    private String behindBrace = "";

    private BlockPrinter(Block block, int indent, boolean file) {
        this.block = block;
        this.indent = indent;
        this.file = file;
    }

    /** @param file it is a whole file, in which every item has lines of its own */
    static Body print(Block block, int indent, boolean file) {
        BlockPrinter printer = new BlockPrinter(block, indent, file);
        for (Item item : block.items()) {
            printer.add(item);
        }
        List<String> end = printer.end();
        Columns.align(printer.rows);
        List<String> lines = new ArrayList<>();
        for (Row row : printer.rows) {
            boolean first = lines.isEmpty();
            lines.addAll(row.above());
            if (row.blank() && !(first && row.above().isEmpty())) {
                lines.add("");
            }
            lines.addAll(row.lines());
        }
        lines.addAll(end);
        while (!lines.isEmpty() && lines.get(0).isEmpty()) {
            lines.remove(0);
        }
        return new Body(printer.behindBrace, lines);
    }

    private void add(Item item) {
        Gap gap = item.first().gap();
        Boundary boundary = Boundary.of(gap, indent, !file || !rows.isEmpty());
        Rendered text = ItemPrinter.print(item, boundary.leading(), indent);
        if (!rows.isEmpty() && !file && !block.isSpread() && !gap.breaks() && boundary.above().isEmpty() && last().takes(text)) {
            last().append(text);
            return;
        }
        behind(boundary);
        rows.add(new Row(boundary.above(), boundary.blank(), item, text));
    }

    /** The comments before the end. */
    private List<String> end() {
        Boundary boundary = Boundary.of(block.close().gap(), indent, !file || !rows.isEmpty());
        behind(boundary);
        return boundary.allAbove(indent);
    }

    private void behind(Boundary boundary) {
        if (boundary.behind().isEmpty()) {
            return;
        }
        if (rows.isEmpty()) {
            behindBrace = Text.BEFORE_COMMENT + boundary.behindText();
        } else {
            last().behind(boundary.behindText());
        }
    }

    private Row last() {
        return rows.get(rows.size() - 1);
    }
}
