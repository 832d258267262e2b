// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Locale;

/** How bad a finding is, the least first. */
public enum Severity {
    /** Good to know. */
    NOTE,
    /** Somebody must look: names, or what only careless peers notice. */
    WARNING,
    /** Peers that did nothing wrong may misunderstand each other. */
    DANGER,
    /** Peers misread each other's bytes, or one can no longer do what it could. */
    ERROR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
