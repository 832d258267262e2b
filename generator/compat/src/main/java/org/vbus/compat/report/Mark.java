// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.Locale;

/** What became of some bytes of a record. The sign stands in the box, so that colour says nothing alone. */
enum Mark {
    SAME("=", "as it was"),
    RENAMED("≈", "renamed, the bytes are as they were"),
    MOVED("→", "moved: a line and a number lead to the other place"),
    CHANGED("≠", "changed: other size, type or meaning"),
    ADDED("+", "added"),
    REMOVED("−", "removed"),
    RESERVED("·", "reserved"),
    HOLE("/", "hole: nobody's bytes");

    private final String sign;
    private final String words;

    Mark(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    String sign() {
        return sign;
    }

    String words() {
        return words;
    }

    String style() {
        return name().toLowerCase(Locale.ROOT);
    }
}
