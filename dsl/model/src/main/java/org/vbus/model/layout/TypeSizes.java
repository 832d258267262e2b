// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.layout;

import org.vbus.model.type.NamedType;

/** Finds declared types while structs are being placed. Structs that are asked for must have been placed before. */
public interface TypeSizes {
    /**
     * The declared type of that qualified name.
     *
     * @throws IllegalStateException when it is not known or not placed yet
     */
    NamedType find(String qualifiedName);
}
