// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.List;

/** Who says what to whom, from the first message to the last, between two sides. */
final class SequencePicture {
    private static final int SIDE = 140;
    private static final int HEAD = 34;
    private static final int ROW = 48;
    private static final int LEFT = SIDE / 2;
    private static final int BETWEEN = 480;
    private static final int RIGHT = LEFT + BETWEEN;
    private static final int PAD = 12;
    private static final int MAX_STEPS = 60;

    private SequencePicture() { }

    /** Draws messages from the left side to the right one, in the order given. */
    static Picture of(String id, String title, String left, String right, List<Step> steps) {
        Canvas canvas = new Canvas();
        List<Step> shown = steps.subList(0, Math.min(steps.size(), MAX_STEPS));
        int rows = shown.size() + (shown.size() < steps.size() ? 1 : 0);
        int bottom = HEAD + rows * ROW + PAD;
        canvas.line(LEFT, HEAD, LEFT, bottom, "life");
        canvas.line(RIGHT, HEAD, RIGHT, bottom, "life");
        side(canvas, LEFT, left);
        side(canvas, RIGHT, right);
        int y = HEAD;
        for (Step step : shown) {
            y += ROW;
            canvas.text(LEFT + PAD, y - (step.note().isEmpty() ? 7 : 20), BETWEEN - 2 * PAD, "name", step.text());
            canvas.text(LEFT + PAD, y - 6, BETWEEN - 2 * PAD, "note", step.note());
            canvas.arrow(LEFT, RIGHT, y, "flow");
        }
        if (rows > shown.size()) {
            canvas.text(LEFT + PAD, y + ROW - 5, BETWEEN - 2 * PAD, "note", steps.size() - shown.size() + " more: see below");
        }
        return canvas.picture(id, title, "From first to last: " + String.join("; ", shown.stream().map(Step::text).toList()) + ".");
    }

    private static void side(Canvas canvas, int x, String name) {
        canvas.box(x - SIDE / 2, 0, SIDE, HEAD, "side", "");
        canvas.centered(x, HEAD / 2 + 5, SIDE - PAD, "name", name);
    }
}
