// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

/** Something in C that the language does not say. */
final class Inexpressible extends Exception {
    private static final long serialVersionUID = 1L;

    Inexpressible(String reason) {
        super(reason, null, false, false);
    }

    /** The same inside of a member. */
    Inexpressible in(String member) {
        return new Inexpressible("`" + member + "` " + getMessage());
    }
}
