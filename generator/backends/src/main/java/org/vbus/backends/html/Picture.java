// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.List;

/**
 * A picture with everything in its place, in pixels from the upper left corner.
 *
 * @param id of its title element, unique in the page; its description's ends with {@code -desc}
 * @param title in few words, for those who do not see it
 * @param desc in a sentence or more, for the same
 */
record Picture(Html id, Html title, Html desc, int width, int height, List<Box> boxes, List<Line> lines, List<Label> labels) {
    /**
     * A rectangle.
     *
     * @param style class of the style sheet
     * @param hatched drawn with the page's pattern: nobody's bytes
     * @param tip shown under the pointer, if there is more to say than fits
     */
    record Box(int x, int y, int width, int height, Html style, boolean hatched, List<Html> tip) { }

    /** A line from one point to another; an arrow by its class. */
    record Line(int fromX, int fromY, int toX, int toY, Html style) { }

    /** Text on its base line, around the point or from it on, by its class. */
    record Label(int x, int y, Html style, Html text) { }
}
