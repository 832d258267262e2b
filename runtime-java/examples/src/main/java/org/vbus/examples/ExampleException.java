// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples;

/** An example cannot go on; the message says why and what to do about it. */
public final class ExampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One reason. */
    public ExampleException(String message) {
        super(message);
    }
}
