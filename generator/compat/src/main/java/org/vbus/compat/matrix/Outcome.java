// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.Locale;

/** What happens when a driver meets a device, the best first. */
public enum Outcome {
    /** Everything that was asked for. */
    WORKS("both sides agree"),
    /** A part that one side lacks is not granted, or answers that it is not there; the rest works. */
    DEGRADED("works without what one side lacks"),
    /** They notice that they do not fit, before any byte is misread. */
    REFUSES("refused with an error, no byte is misread"),
    /** Nothing stops them, and they misunderstand each other. */
    CORRUPTS("not noticed: one side misreads the other");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it means, for a legend. */
    public String words() {
        return words;
    }

    Outcome or(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
