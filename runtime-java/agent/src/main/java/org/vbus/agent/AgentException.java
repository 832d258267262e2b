// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

/** A guest cannot be put, or left, on its bus. The message says why, and what to do where that is known. */
public final class AgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message for the operator. */
    public AgentException(String message) {
        super(message);
    }

    /** With a message for the operator, and what it comes from. */
    public AgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
