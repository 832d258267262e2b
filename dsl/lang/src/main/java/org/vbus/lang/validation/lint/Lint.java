// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

/** One rule about specs that compile. */
interface Lint {
    /** Looks at one file, and says what it finds. */
    void look(Subject subject);

    /** Whether following the rule changes bytes or numbers that a stable spec has promised to keep, so that it comes too late there. */
    default boolean onlyBeforeStable() {
        return false;
    }
}
