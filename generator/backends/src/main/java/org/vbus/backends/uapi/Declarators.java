// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.Map;
import org.vbus.model.SpecSet;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.c.CTypes;

/** How C declares a member of a type: base before the name, dimensions after it. */
final class Declarators {
    private final Map<String, NamedType> types;

    Declarators(SpecSet specs) {
        this.types = specs.types();
    }

    /** The type below all array dimensions. */
    static TypeRef element(TypeRef type) {
        return type instanceof TypeRef.Array array ? element(array.element()) : type;
    }

    /** Whether a use of a type names a struct. */
    boolean isStruct(TypeRef type) {
        return type instanceof TypeRef.Named named && resolve(named) instanceof NamedType.Struct;
    }

    /** What stands before the name. */
    String base(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return CTypes.uapi(of.scalar());
        }
        if (type instanceof TypeRef.Bits bits) {
            return CTypes.uapi(bits.base());
        }
        if (type instanceof TypeRef.Mac) {
            return "__u8";
        }
        if (type instanceof TypeRef.Text) {
            return "char";
        }
        if (type instanceof TypeRef.Fd) {
            return "__s32";
        }
        return base(resolve((TypeRef.Named) type));
    }

    /** What stands after the name, as {@code [2]}. */
    String dimensions(TypeRef type) {
        if (type instanceof TypeRef.Array array) {
            return dimension(array.length()) + dimensions(array.element());
        }
        if (type instanceof TypeRef.Mac) {
            return "[6]";
        }
        if (type instanceof TypeRef.Text text) {
            return "[" + text.length() + "]";
        }
        if (type instanceof TypeRef.Named named && resolve(named) instanceof NamedType.Alias alias) {
            return dimensions(alias.target());
        }
        return "";
    }

    private static String dimension(Length length) {
        if (length instanceof Length.Fixed fixed) {
            return "[" + fixed.count() + "]";
        }
        return length instanceof Length.ByEnum byEnum ? "[" + byEnum.count() + "]" : "[]";
    }

    private String base(NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            return "struct " + struct.name();
        }
        // storage of an enum is its base: the size of a C enum is the compiler's choice
        if (type instanceof NamedType.Enum named) {
            return CTypes.uapi(named.base());
        }
        if (type instanceof NamedType.Flags flags) {
            return CTypes.uapi(flags.base());
        }
        return base(element(((NamedType.Alias) type).target()));
    }

    private NamedType resolve(TypeRef.Named named) {
        NamedType type = types.get(named.name());
        if (type == null) {
            throw new IllegalStateException("type " + CSymbols.tag(named.name()) + " is not in the spec set");
        }
        return type;
    }
}
