// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.util.Locale;

/** How diagnostics are written. */
enum Format {
    /** For a person, to standard error. */
    TEXT,
    /** One object for a program, to standard output. */
    JSON,
    /** SARIF 2.1.0 for code review tools, to standard output. */
    SARIF;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
