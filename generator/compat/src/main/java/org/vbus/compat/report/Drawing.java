// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two layouts side by side, in rows of eight bytes; equal addresses are at equal heights. What moved has a number at both places and a line between them. Rows in
 * the middle of long members are folded, and what is long beyond measure ends with a line that says so: the table has the rest.
 */
final class Drawing {
    private static final int ROW_BYTES = 8;
    private static final int BYTE = 46;
    private static final int ROW = 38;
    private static final int GUTTER = 52;
    private static final int BETWEEN = 120;
    private static final int TOP = 44;
    private static final int FOLD = 20;
    private static final int MAX_ROWS = 64;
    private static final int GRID = ROW_BYTES * BYTE;
    private static final int WIDTH = 2 * GUTTER + 2 * GRID + BETWEEN;
    /** Pixels of a character, a little more than the font's own. */
    private static final double CHARACTER = 7.0;

    private final Layout layout;
    private final List<Html> parts = new ArrayList<>();
    /** Upper edges of rows by their number. */
    private final Map<Long, Integer> rows = new TreeMap<>();
    private final List<int[]> numbered = new ArrayList<>();
    private int bottom = TOP;

    private Drawing(Layout layout) {
        this.layout = layout;
    }

    /** The drawing as an svg element. */
    static Html of(Layout layout, String id, String title) {
        Drawing drawing = new Drawing(layout);
        drawing.place();
        drawing.side(0, layout.before(), layout.sizeBefore(), "old");
        drawing.side(GUTTER + GRID + BETWEEN, layout.after(), layout.sizeAfter(), "new");
        drawing.lines();
        int height = drawing.bottom + 8;
        return Html.element("svg", List.of("xmlns", "http://www.w3.org/2000/svg", "role", "img", "aria-labelledby", id + "-title", "width", "" + WIDTH, "height", "" + height,
                "viewBox", "0 0 " + WIDTH + " " + height), Html.element("title", List.of("id", id + "-title"), Html.text(title)), Html.all(drawing.parts));
    }

    private void place() {
        TreeSet<Long> shown = new TreeSet<>();
        List.of(layout.before(), layout.after()).forEach(side -> side.forEach(box -> {
            long first = box.offset() / ROW_BYTES;
            long last = Math.max(first, (box.end() - 1) / ROW_BYTES);
            shown.add(first);
            shown.add(last);
            shown.add(Math.min(first + 1, last));
        }));
        long above = -1;
        for (long row : shown) {
            if (rows.size() == MAX_ROWS) {
                text(GUTTER, bottom + 14, "note", "more bytes: see the table");
                bottom += FOLD;
                break;
            }
            if (row > above + 1) {
                text(GUTTER, bottom + 14, "note", "⋮ " + (row - above - 1) * ROW_BYTES + " bytes more of the same");
                text(2 * GUTTER + GRID + BETWEEN, bottom + 14, "note", "⋮");
                bottom += FOLD;
            }
            rows.put(row, bottom);
            bottom += ROW;
            above = row;
        }
    }

    private void side(int left, List<Box> boxes, long size, String name) {
        text(left + GUTTER, 16, "side", name + ": " + size + (size == 1 ? " byte" : " bytes"));
        for (int i = 0; i < ROW_BYTES; i++) {
            middle(left + GUTTER + i * BYTE + BYTE / 2, TOP - 8, "note", "+" + i);
        }
        rows.forEach((row, y) -> {
            if (row * ROW_BYTES < Math.max(size, 1) || boxes.stream().anyMatch(box -> box.offset() / ROW_BYTES == row)) {
                text(left, y + ROW / 2 + 4, "note", Long.toString(row * ROW_BYTES));
            }
        });
        boxes.forEach(box -> box(left + GUTTER, box));
    }

    private void box(int left, Box box) {
        long first = box.offset() / ROW_BYTES;
        long last = Math.max(first, (box.end() - 1) / ROW_BYTES);
        long labelled = box.offset() % ROW_BYTES > ROW_BYTES / 2 && last > first ? first + 1 : first;
        rows.forEach((row, y) -> {
            if (row < first || row > last) {
                return;
            }
            int from = (int) Math.max(0, box.offset() - row * ROW_BYTES);
            int to = box.isOpen() ? ROW_BYTES : (int) Math.min(ROW_BYTES, box.end() - row * ROW_BYTES);
            int width = (to - from) * BYTE;
            String sign = box.mark().sign() + (box.number() > 0 ? box.number() : "") + " ";
            parts.add(Html.element("rect", List.of("class", box.mark().style() + (box.isOpen() ? " open" : ""), "x", "" + (left + from * BYTE), "y", "" + y, "width", "" + width,
                    "height", "" + ROW), Html.element("title", Html.text(sign + box.label() + ", " + bytes(box) + ": " + box.mark().words()))));
            if (row == labelled) {
                middle(left + from * BYTE + width / 2, y + ROW / 2 + 4, "name", cut(sign + box.label() + (box.isOpen() ? " […]" : ""), width - 6));
            }
        });
    }

    private static String bytes(Box box) {
        return box.isOpen() ? "from byte " + box.offset() + " on" : box.end() - box.offset() == 1 ? "byte " + box.offset() : "bytes " + box.offset() + " to " + (box.end() - 1);
    }

    /** Between the two grids only, so that nothing is struck through; several of one row are spread over its height. */
    private void lines() {
        Map<Integer, Box> now = new HashMap<>();
        layout.after().stream().filter(box -> box.number() > 0).forEach(box -> now.put(box.number(), box));
        int x = GUTTER + GRID;
        for (Box box : layout.before()) {
            Box there = now.get(box.number());
            if (box.number() > 0 && there != null && rows.containsKey(box.offset() / ROW_BYTES) && rows.containsKey(there.offset() / ROW_BYTES)) {
                int from = height(box);
                int to = height(there);
                parts.add(Html.element("line", List.of("class", "way", "x1", "" + (x + 20), "y1", "" + from, "x2", "" + (x + BETWEEN - 24), "y2", "" + to)));
                parts.add(Html.element("path", List.of("class", "head", "d", "M" + (x + BETWEEN - 18) + " " + to + "l-8 -4v8z")));
                number(x + 4, from, box.number());
                number(x + BETWEEN - 14, to, box.number());
            }
        }
    }

    /** Where there is room for it; the boxes have their numbers in any case. */
    private void number(int x, int y, int number) {
        if (numbered.stream().noneMatch(other -> other[0] == x && Math.abs(other[1] - y) < FOLD / 2)) {
            numbered.add(new int[] {x, y});
            text(x, y + 4, "note", "" + number);
        }
    }

    private int height(Box box) {
        int within = (int) (box.offset() % ROW_BYTES);
        return rows.get(box.offset() / ROW_BYTES) + 5 + within * (ROW - 8) / ROW_BYTES;
    }

    private void text(int x, int y, String style, String text) {
        parts.add(Html.element("text", List.of("class", style, "x", "" + x, "y", "" + y), Html.text(text)));
    }

    private void middle(int x, int y, String style, String text) {
        parts.add(Html.element("text", List.of("class", style + " mid", "x", "" + x, "y", "" + y), Html.text(text)));
    }

    private static String cut(String text, int room) {
        int fit = Math.max(1, (int) (room / CHARACTER));
        return text.codePointCount(0, text.length()) <= fit ? text : text.substring(0, text.offsetByCodePoints(0, fit - 1)) + "…";
    }
}
