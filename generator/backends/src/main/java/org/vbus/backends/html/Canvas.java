// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.List;
import org.vbus.backends.html.Picture.Box;
import org.vbus.backends.html.Picture.Label;
import org.vbus.backends.html.Picture.Line;

/** Collects the parts of a picture and how large they make it. Texts are monospaced, so their width is known. One thread uses it. */
final class Canvas {
    /** Pixels of a character of a name, and of smaller text; the fonts' own are a little less. */
    static final double WIDE = 7.9;
    static final double NARROW = 6.7;
    private static final int MARGIN = 8;
    private static final int DESCENT = 4;
    private static final int HEAD = 8;

    private final List<Box> boxes = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private int right;
    private int bottom;

    /** A rectangle; an empty tip is none. */
    void box(int x, int y, int width, int height, String style, String tip) {
        boxes.add(new Box(x, y, width, height, Html.of(style), style.endsWith("hatched"), tip.isEmpty() ? List.of() : List.of(Html.of(tip))));
        reach(x + width, y + height);
    }

    void line(int fromX, int fromY, int toX, int toY, String style) {
        lines.add(new Line(fromX, fromY, toX, toY, Html.of(style)));
        reach(Math.max(fromX, toX), Math.max(fromY, toY));
    }

    /** A horizontal line with a head at its end. */
    void arrow(int fromX, int toX, int y, String style) {
        int back = toX > fromX ? -HEAD : HEAD;
        line(fromX, y, toX, y, style);
        line(toX, y, toX + back, y - HEAD / 2, style);
        line(toX, y, toX + back, y + HEAD / 2, style);
    }

    /** Text that begins at a point on its base line, cut to a width. */
    void text(int x, int y, int room, String style, String text) {
        label(x, y, room, style, text, false);
    }

    /** Text around a point on its base line, cut to a width. */
    void centered(int x, int y, int room, String style, String text) {
        label(x, y, room, style + " mid", text, true);
    }

    private void label(int x, int y, int room, String style, String text, boolean centered) {
        String cut = cut(text, room, advance(style));
        if (!cut.isEmpty()) {
            labels.add(new Label(x, y, Html.of(style), Html.of(cut)));
            int width = width(cut, style);
            reach(centered ? x + (width + 1) / 2 : x + width, y + DESCENT);
        }
    }

    /** Pixels that a text takes, never less than it does. */
    static int width(String text, String style) {
        return (int) Math.ceil(text.codePointCount(0, text.length()) * advance(style));
    }

    private static double advance(String style) {
        return style.startsWith("name") ? WIDE : NARROW;
    }

    private static String cut(String text, int room, double advance) {
        int fit = (int) (room / advance);
        int length = text.codePointCount(0, text.length());
        if (length <= fit) {
            return text;
        }
        return fit < 2 ? "" : text.substring(0, text.offsetByCodePoints(0, fit - 1)) + "…";
    }

    private void reach(int x, int y) {
        right = Math.max(right, x);
        bottom = Math.max(bottom, y);
    }

    Picture picture(String id, String title, String desc) {
        return new Picture(Html.of("picture-" + id), Html.of(title), Html.of(desc), right + MARGIN, bottom + MARGIN, List.copyOf(boxes), List.copyOf(lines),
                List.copyOf(labels));
    }
}
