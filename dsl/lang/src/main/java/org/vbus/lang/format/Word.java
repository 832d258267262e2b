// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.Optional;

/**
 * A token and how it stands to the one before it.
 *
 * @param offset of its text in the source
 * @param gap what the author wrote before it
 * @param tight no blank goes before it
 * @param level a line that is too long may be broken before it, sooner where the level is lower; 0 if it may not
 * @param keepsBreak where the author broke the line before it, it stays broken
 * @param column the column that begins with it, if one does
 */
record Word(String text, int offset, Gap gap, boolean tight, int level, boolean keepsBreak, Optional<Column> column) implements Part {
    /**
     * The beginning of a column.
     *
     * @param kind items whose columns are of the same kinds stand below one another
     */
    record Column(Role role, String kind) { }

    /** When a column is one. */
    enum Role {
        /** Always. */
        FIXED,
        /** In an item with a body of its own: what follows its name. */
        BEFORE_BODY,
        /** Where all items have one, of the same kind: the first of their properties. */
        SHARED
    }

    /** Whether a line break comes before it wherever the item stands. */
    boolean forcesBreak() {
        return gap.mustBreak() || keepsBreak && gap.breaks();
    }
}
