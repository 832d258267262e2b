// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.text;

/** A template and its view do not fit. A fault of the tool, never of a spec. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
