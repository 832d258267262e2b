// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

/** Measures of a text. */
final class Text {
    /** Columns of a line; blanks that align it may go beyond. */
    static final int LIMIT = 140;
    /** Columns of one level. */
    static final int INDENT = 4;
    /** Between items on one line. */
    static final String BETWEEN_ITEMS = "   ";
    /** Before a comment that ends a line. */
    static final String BEFORE_COMMENT = "  ";

    private Text() { }

    static int width(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    static String blanks(int count) {
        return " ".repeat(Math.max(0, count));
    }
}
