// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.io.IOException;

/** A program of the machine is missing, or does not work. */
public final class MissingToolException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingToolException(String message) {
        super(message);
    }
}
