// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.Map;
import java.util.Optional;
import org.vbus.model.SpecSet;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;
import org.vbus.targets.c.CSymbols;

/** How C declares a member of a type: base before the name, dimensions after it. */
final class Declarators {
    private final Map<String, NamedType> types;
    private final Dialect dialect;

    Declarators(SpecSet specs, Dialect dialect) {
        this.types = specs.types();
        this.dialect = dialect;
    }

    /** The type below all array dimensions. */
    static TypeRef element(TypeRef type) {
        return type instanceof TypeRef.Array array ? element(array.element()) : type;
    }

    /** Whether a use of a type names a struct. */
    boolean isStruct(TypeRef type) {
        return type instanceof TypeRef.Named named && resolve(named) instanceof NamedType.Struct;
    }

    /** The number that a field is, below its array dimensions; empty for structs, text and the like. */
    Optional<Scalar> scalar(TypeRef type) {
        TypeRef element = element(type);
        if (element instanceof TypeRef.Of of) {
            return Optional.of(of.scalar());
        }
        if (element instanceof TypeRef.Bits bits) {
            return Optional.of(bits.base());
        }
        if (!(element instanceof TypeRef.Named named)) {
            return Optional.empty();
        }
        NamedType declared = resolve(named);
        if (declared instanceof NamedType.Alias alias) {
            return scalar(alias.target());
        }
        return declared instanceof NamedType.Enum numbers ? Optional.of(numbers.base())
                : declared instanceof NamedType.Flags flags ? Optional.of(flags.base()) : Optional.empty();
    }

    /** Whether the number of elements is not known, so that C has {@code []}. */
    boolean isOpen(TypeRef type) {
        return dimensions(type).startsWith("[]");
    }

    /** What stands before the name. */
    String base(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return dialect.type(of.scalar());
        }
        if (type instanceof TypeRef.Bits bits) {
            return dialect.type(bits.base());
        }
        if (type instanceof TypeRef.Mac) {
            return dialect.type(Scalar.U8);
        }
        if (type instanceof TypeRef.Text) {
            return "char";
        }
        if (type instanceof TypeRef.Fd) {
            return dialect.type(Scalar.S32);
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
            return dialect.type(named.base());
        }
        if (type instanceof NamedType.Flags flags) {
            return dialect.type(flags.base());
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
