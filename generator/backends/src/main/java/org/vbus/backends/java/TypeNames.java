// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.Map;
import org.vbus.model.SpecSet;
import org.vbus.model.type.NamedType;
import org.vbus.targets.java.JavaNames;

/** Declared types by qualified name, and the class of each. */
record TypeNames(Map<String, NamedType> types) {
    static TypeNames of(SpecSet specs) {
        return new TypeNames(specs.types());
    }

    NamedType find(String qualifiedName) {
        NamedType type = types.get(qualifiedName);
        if (type == null) {
            throw new IllegalStateException("unresolved type " + qualifiedName);
        }
        return type;
    }

    /** As {@code linux.venet.VenetSg}. */
    static String className(String qualifiedName) {
        int dot = qualifiedName.lastIndexOf('.');
        return JavaNames.packageName(qualifiedName.substring(0, dot)) + "." + JavaNames.type(qualifiedName.substring(dot + 1));
    }
}
