// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.docs;

/** Documentation in one line of a message. */
final class Said {
    private static final int MOST = 60;

    private Said() { }

    /** Without line breaks. */
    static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** The beginning, in quotation marks. */
    static String briefly(String text) {
        String line = plain(text);
        return "\"" + (line.length() <= MOST ? line : line.substring(0, MOST).stripTrailing() + "...") + "\"";
    }
}
