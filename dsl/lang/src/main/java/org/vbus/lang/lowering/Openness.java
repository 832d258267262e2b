// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vbus.model.type.Member;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Which types end in an array whose length only the message tells. */
final class Openness {
    private final Set<String> openTypes = new HashSet<>();

    /** Remembers a declared type. */
    void declare(String qualifiedName, boolean open) {
        if (open) {
            openTypes.add(qualifiedName);
        }
    }

    boolean isOpen(TypeRef type) {
        if (type instanceof TypeRef.Array array) {
            return array.length() instanceof Length.Counted || array.length() instanceof Length.Open;
        }
        if (type instanceof TypeRef.Named named) {
            return openTypes.contains(named.name());
        }
        return type instanceof TypeRef.Inline inline && isOpen(inline.body().members());
    }

    boolean isOpen(List<Member> members) {
        return !members.isEmpty() && members.get(members.size() - 1) instanceof Member.Field field && isOpen(field.type());
    }
}
