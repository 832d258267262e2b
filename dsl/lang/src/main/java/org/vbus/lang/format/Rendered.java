// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.List;

/**
 * An item as text.
 *
 * @param lines with their indent
 * @param marks where columns begin on the first line, in order
 */
record Rendered(List<String> lines, List<Mark> marks) {
    /** @param at an index of the first line */
    record Mark(int at, Word.Column column) { }

    boolean isTall() {
        return lines.size() > 1;
    }
}
