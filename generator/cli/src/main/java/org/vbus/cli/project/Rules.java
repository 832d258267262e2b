// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.project;

import java.util.regex.Pattern;

/** What words must be like, and how it is said when they are not. */
final class Rules {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");

    private Rules() { }

    /** Requires what is an identifier of C and of Java, and looks the same in both. */
    static void word(String what, String word) {
        if (!WORD.matcher(word).matches()) {
            throw broken(what, word, "is a small letter, then small letters, digits and underscores");
        }
    }

    static IllegalArgumentException broken(String what, String value, String rule) {
        return new IllegalArgumentException(what + " " + rule + ": not `" + value + "`");
    }
}
