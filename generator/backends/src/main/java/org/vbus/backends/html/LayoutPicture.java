// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.vbus.backends.html.Spot.Kind;
import org.vbus.model.expr.ExprText;

/**
 * The bytes of a struct in rows of eight, as they lie in memory. Long fields are folded; choices and bit words are drawn apart, below. What is long beyond
 * all measure ends with a line that says so: the table has the rest.
 */
final class LayoutPicture {
    private static final int ROW_BYTES = 8;
    private static final int BYTE = 84;
    private static final int GUTTER = 76;
    private static final int TOP = 20;
    private static final int ROW = 46;
    private static final int FOLD = 22;
    private static final int CAPTION = 34;
    /** A field over more rows than this shows its first and its last one. */
    private static final int WHOLE_ROWS = 3;
    private static final int MAX_ROWS = 48;
    private static final int MAX_BLOCKS = 24;
    private static final int WORD_BITS = 32;
    private static final int PAD = 5;

    private final Canvas canvas = new Canvas();
    /** Drawn below, each under a line of its own. */
    private final List<Block> blocks = new ArrayList<>();
    private int y;

    /** Bytes from one spot to another, or the bits of a word. */
    private record Block(String caption, List<Spot> spots, boolean bits) { }

    private LayoutPicture() { }

    /**
     * Draws a struct or an argument block.
     *
     * @param id of the picture
     * @param name for its title
     */
    static Picture of(String id, String name, List<Spot> spots, long size) {
        LayoutPicture drawing = new LayoutPicture();
        drawing.bytes(leaves(spots));
        for (int i = 0; i < drawing.blocks.size() && i < MAX_BLOCKS; i++) {
            drawing.block(drawing.blocks.get(i));
        }
        if (drawing.blocks.size() > MAX_BLOCKS) {
            drawing.y += CAPTION;
            drawing.canvas.text(0, drawing.y, GUTTER + ROW_BYTES * BYTE, "note", (drawing.blocks.size() - MAX_BLOCKS) + " more choices and words: see the table");
        }
        return drawing.canvas.picture(id, "Layout of " + name, "The " + size + " bytes of " + name + " in rows of " + ROW_BYTES
                + ", lowest address first. The table below has the same in words.");
    }

    private void block(Block block) {
        y += CAPTION;
        canvas.text(0, y - 8, GUTTER + ROW_BYTES * BYTE, "note", block.caption());
        if (block.bits()) {
            bits(block.spots());
        } else {
            bytes(leaves(block.spots()));
        }
    }

    /** What is written in place is drawn as what it is made of. */
    private static List<Spot> leaves(List<Spot> spots) {
        List<Spot> leaves = new ArrayList<>();
        for (Spot spot : spots) {
            if (spot.kind() == Kind.GROUP) {
                leaves.addAll(leaves(spot.inner()));
            } else {
                leaves.add(spot);
            }
        }
        return leaves;
    }

    // ---- bytes

    private void bytes(List<Spot> spots) {
        if (spots.isEmpty()) {
            canvas.text(0, y + TOP, GUTTER + ROW_BYTES * BYTE, "note", "no bytes");
            y += TOP;
            return;
        }
        long first = spots.get(0).offset() / ROW_BYTES * ROW_BYTES;
        for (int i = 0; i < ROW_BYTES; i++) {
            canvas.centered(GUTTER + i * BYTE + BYTE / 2, y + TOP - 7, BYTE, "scale", "+" + i);
        }
        y += TOP;
        long row = first;
        Cursor cursor = new Cursor(row, 0);
        for (int i = 0; i < spots.size(); i++) {
            if (cursor.rows >= MAX_ROWS) {
                y += cursor.height();
                cursor = new Cursor(cursor.row, 0);
                y += FOLD;
                canvas.text(GUTTER, y - 6, ROW_BYTES * BYTE, "note", (spots.size() - i) + " more: see the table");
                break;
            }
            Spot spot = spots.get(i);
            if (spot.open()) {
                cursor = open(spot, cursor);
            } else if (spot.size() > 0) {
                cursor = span(spot, cursor);
            }
            below(spot);
        }
        y += cursor.height();
    }

    /** The row that is being filled: the address of its first byte, how many rows came before it, and whether it has anything. */
    private record Cursor(long row, int rows, boolean used) {
        Cursor(long row, int rows) {
            this(row, rows, false);
        }

        int height() {
            return used ? ROW : 0;
        }
    }

    /** The row of an address, one row further down at most. */
    private Cursor at(long address, Cursor cursor) {
        long row = address / ROW_BYTES * ROW_BYTES;
        if (row == cursor.row && cursor.used) {
            return cursor;
        }
        y += cursor.height();
        canvas.text(0, y + ROW / 2 + 4, GUTTER - PAD, "scale", Long.toString(row));
        return new Cursor(row, cursor.rows + 1, true);
    }

    private Cursor span(Spot spot, Cursor from) {
        long firstRow = spot.offset() / ROW_BYTES;
        long lastRow = (spot.end() - 1) / ROW_BYTES;
        boolean folded = lastRow - firstRow + 1 > WHOLE_ROWS;
        long labelled = spot.offset() % ROW_BYTES == 0 || firstRow == lastRow ? firstRow : widest(spot, firstRow);
        Cursor cursor = from;
        long above = firstRow;
        for (long row : folded ? List.of(firstRow, labelled, lastRow).stream().distinct().toList() : LongStream.rangeClosed(firstRow, lastRow).boxed().toList()) {
            if (row > above + 1) {
                cursor = fold(spot, (above + 1) * ROW_BYTES, (row - above - 1) * ROW_BYTES, cursor);
            }
            cursor = at(row * ROW_BYTES, cursor);
            int left = (int) Math.max(0, spot.offset() - row * ROW_BYTES);
            int right = (int) Math.min(ROW_BYTES, spot.end() - row * ROW_BYTES);
            cell(spot, left, right, row == labelled);
            above = row;
        }
        return cursor;
    }

    /** The one of the first two rows in which the spot has more room. */
    private static long widest(Spot spot, long firstRow) {
        long here = ROW_BYTES - spot.offset() % ROW_BYTES;
        long next = Math.min(ROW_BYTES, spot.end() - (firstRow + 1) * ROW_BYTES);
        return next > here ? firstRow + 1 : firstRow;
    }

    private void cell(Spot spot, int left, int right, boolean labelled) {
        int x = GUTTER + left * BYTE;
        int width = (right - left) * BYTE;
        canvas.box(x, y, width, ROW, style(spot), tip(spot));
        if (labelled) {
            int middle = x + width / 2;
            canvas.centered(middle, y + ROW / 2 - 3, width - 2 * PAD, "name", spot.kind() == Kind.UNION && spot.path().isEmpty() ? "union" : relative(spot));
            canvas.centered(middle, y + ROW / 2 + 14, width - 2 * PAD, "type", detail(spot));
        }
    }

    private Cursor fold(Spot spot, long address, long bytes, Cursor cursor) {
        y += cursor.height();
        canvas.box(GUTTER, y, ROW_BYTES * BYTE, FOLD, "cell fold", tip(spot));
        canvas.centered(GUTTER + ROW_BYTES * BYTE / 2, y + FOLD / 2 + 4, ROW_BYTES * BYTE - 2 * PAD, "type",
                "⋮  " + bytes + " bytes more of " + relative(spot) + "  ⋮");
        y += FOLD;
        return new Cursor(address, cursor.rows + 1, false);
    }

    /** An array of no fixed length: its first bytes, open at the end. */
    private Cursor open(Spot spot, Cursor from) {
        Cursor cursor = at(spot.offset(), from);
        int left = (int) (spot.offset() % ROW_BYTES);
        cell(spot, left, ROW_BYTES, true);
        y += ROW;
        canvas.box(GUTTER, y, ROW_BYTES * BYTE, FOLD, "cell open", tip(spot));
        canvas.centered(GUTTER + ROW_BYTES * BYTE / 2, y + FOLD / 2 + 4, ROW_BYTES * BYTE - 2 * PAD, "type",
                "⋮  and so on, " + spot.stride() + (spot.stride() == 1 ? " byte" : " bytes") + " each  ⋮");
        y += FOLD;
        return new Cursor(cursor.row, cursor.rows + 1, false);
    }

    /** What a cell only names is drawn in a block of its own. */
    private void below(Spot spot) {
        if (spot.kind() == Kind.UNION) {
            for (Spot arm : spot.inner()) {
                String caption = relative(arm) + " : " + arm.type().map(Links::plain).orElse("") + (arm.when().isEmpty() ? "" : ", when " + arm.when())
                        + arm.facts().gate().map(gate -> ", if " + ExprText.of(gate)).orElse("");
                blocks.add(new Block(caption, arm.size() < spot.size() && !arm.open() ? List.of(arm, rest(spot, arm)) : List.of(arm), false));
            }
        } else if (!spot.inner().isEmpty() && spot.inner().get(0).kind() == Kind.PART) {
            blocks.add(new Block(relative(spot) + ", the bits of each word; bit 0 is the least significant", spot.inner(), true));
        } else if (!spot.inner().isEmpty()) {
            blocks.add(new Block(relative(spot) + "[0]", spot.inner(), false));
        }
    }

    private static Spot rest(Spot union, Spot arm) {
        return new Spot(Kind.PADDING, "", "unused", arm.end(), union.end() - arm.end(), 0, false, Optional.empty(), arm.facts(), arm.meta(),
                Optional.empty(), "", List.of());
    }

    private static String relative(Spot spot) {
        return spot.path().isEmpty() ? spot.name() : spot.path();
    }

    private static String detail(Spot spot) {
        if (spot.kind() == Kind.RESERVED || spot.kind() == Kind.PADDING) {
            return spot.size() + (spot.size() == 1 ? " byte" : " bytes");
        }
        return spot.type().map(Links::plain).orElseGet(() -> spot.inner().stream().map(Spot::name).reduce((a, b) -> a + " | " + b).orElse(""));
    }

    private static String style(Spot spot) {
        return switch (spot.kind()) {
            case RESERVED, PADDING -> "cell hatched";
            case UNION -> "cell choice";
            default -> spot.open() ? "cell open" : "cell";
        };
    }

    private static String tip(Spot spot) {
        return relative(spot) + ", " + detail(spot) + ", offset " + spot.offset() + (spot.open() ? "" : ", " + spot.size() + " bytes");
    }

    // ---- bits

    /** Most significant first, as numbers are written. */
    private void bits(List<Spot> parts) {
        int bits = (int) parts.stream().mapToLong(Spot::end).max().orElse(0);
        bits = bits <= Byte.SIZE ? Byte.SIZE : bits <= Short.SIZE ? Short.SIZE : bits <= WORD_BITS ? WORD_BITS : Long.SIZE;
        int perRow = Math.min(bits, WORD_BITS);
        int unit = ROW_BYTES * BYTE / perRow;
        for (int high = bits - 1; high >= 0; high -= perRow) {
            int low = high - perRow + 1;
            for (int bit = low; bit <= high; bit++) {
                canvas.centered(GUTTER + (high - bit) * unit + unit / 2, y + TOP - 7, unit, "scale", Integer.toString(bit));
            }
            y += TOP;
            bitRow(parts, low, high, unit);
            y += ROW;
        }
    }

    private void bitRow(List<Spot> parts, int low, int high, int unit) {
        int next = low;
        for (Spot part : parts) {
            int from = (int) Math.max(low, part.offset());
            int to = (int) Math.min(high, part.end() - 1);
            if (from <= to) {
                unused(next, from, high, unit);
                int x = GUTTER + (high - to) * unit;
                int width = (to - from + 1) * unit;
                canvas.box(x, y, width, ROW, "cell", part.path() + ", bits " + part.offset() + " to " + (part.end() - 1));
                canvas.centered(x + width / 2, y + ROW / 2 - 3, width - 2, "name", part.name());
                canvas.centered(x + width / 2, y + ROW / 2 + 14, width - 2, "type", part.type().map(Links::plain).orElse(""));
                next = to + 1;
            }
        }
        unused(next, high + 1, high, unit);
    }

    private void unused(int from, int to, int high, int unit) {
        if (from < to) {
            canvas.box(GUTTER + (high - to + 1) * unit, y, (to - from) * unit, ROW, "cell hatched", "unused bits " + from + " to " + (to - 1));
        }
    }
}
