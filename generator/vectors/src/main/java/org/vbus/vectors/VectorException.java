// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

/** A file of vectors that is none, or one that does not fit its spec. */
public final class VectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VectorException(String message) {
        super(message);
    }
}
