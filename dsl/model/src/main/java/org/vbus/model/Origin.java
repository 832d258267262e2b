// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

/**
 * Where an element stands in its source. Two origins are always equal, so that moving text never makes two models differ.
 *
 * @param file path as the user named it, {@code /} as separator
 * @param line first line, from 1
 * @param column first column, from 1; a tab counts as one
 * @param length characters marked, at least 1; 0 only where a {@link org.vbus.model.diag.Fix} inserts
 */
public record Origin(String file, int line, int column, int length) {
    /** For what no file declares. */
    public static final Origin NONE = new Origin("", 1, 1, 1);

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
