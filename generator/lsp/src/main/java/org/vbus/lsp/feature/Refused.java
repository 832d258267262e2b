// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

/** A wish that cannot be granted; the message is for the person who had it. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
        super(message, null, false, false);
    }
}
