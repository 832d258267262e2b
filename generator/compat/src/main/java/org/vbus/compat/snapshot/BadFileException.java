// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.snapshot;

/** A frozen release or a policy cannot be used. The message names the file and what is wrong, and is all that a user needs to see. */
public final class BadFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String rule;

    public BadFileException(String file, String what) {
        this("LOCK_UNREADABLE", file, what);
    }

    /**
     * With the id of the notice that explains it.
     *
     * @param rule as {@code LOCK_TAMPERED}
     */
    public BadFileException(String rule, String file, String what) {
        super(file + ": " + what + " [" + rule + "]");
        this.rule = rule;
    }

    /** Id of the notice that explains it. */
    public String rule() {
        return rule;
    }
}
