// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

/** QEMU refused a command. */
final class QmpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String kind;

    /**
     * One refusal.
     *
     * @param kind the class of the error, as {@code CommandNotFound}
     */
    QmpException(String command, String kind, String description) {
        super(command + ": " + kind + ", " + description);
        this.kind = kind;
    }

    /** Whether it is of this class. */
    boolean is(String other) {
        return kind.equals(other);
    }
}
