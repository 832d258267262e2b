// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.names;

import org.eclipse.emf.ecore.EObject;

/**
 * One place where a name is written.
 *
 * @param offset of its first character
 * @param length in characters, without a {@code ^} before it
 * @param target what it means: an element, a member, a literal, or the {@code Model} of a package
 * @param declaration whether it is declared here
 */
public record Occurrence(int offset, int length, EObject target, boolean declaration) {
    /** Just behind it. */
    public int end() {
        return offset + length;
    }
}
