// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.Map;
import java.util.Optional;
import org.vbus.model.SpecSet;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;
import org.vbus.targets.c.CTypes;

/** How kernel C declares a value of a type: base before the name, dimensions after it. */
public final class KernelTypes {
    private final Map<String, NamedType> types;

    public KernelTypes(SpecSet specs) {
        this.types = specs.types();
    }

    /** The type with all aliases replaced at its top. */
    public TypeRef resolve(TypeRef type) {
        return named(type) instanceof NamedType.Alias alias ? resolve(alias.target()) : type;
    }

    /** The declaration behind a use, or null when the use is not by name. */
    public NamedType named(TypeRef type) {
        if (!(type instanceof TypeRef.Named named)) {
            return null;
        }
        NamedType found = types.get(named.name());
        if (found == null) {
            throw new IllegalStateException("type " + named.name() + " is not in the spec set");
        }
        return found;
    }

    /** The C name of a literal, as {@code acme.dice.dice_kind.FAIR}; empty for what is no literal. */
    public Optional<String> literal(String qualifiedName) {
        int dot = qualifiedName.lastIndexOf('.');
        NamedType type = dot < 0 ? null : types.get(qualifiedName.substring(0, dot));
        String name = qualifiedName.substring(dot + 1);
        return type instanceof NamedType.Enum named ? Optional.of(named.prefix() + name)
                : type instanceof NamedType.Flags flags ? Optional.of(flags.prefix() + name) : Optional.empty();
    }

    /** The struct that a use means, through aliases. */
    public Optional<NamedType.Struct> struct(TypeRef type) {
        return named(resolve(type)) instanceof NamedType.Struct struct ? Optional.of(struct) : Optional.empty();
    }

    /** The scalar that stores a value, if one does. */
    public Optional<Scalar> scalar(TypeRef type) {
        TypeRef resolved = resolve(type);
        if (resolved instanceof TypeRef.Of of) {
            return Optional.of(of.scalar());
        }
        if (resolved instanceof TypeRef.Bits bits) {
            return Optional.of(bits.base());
        }
        if (resolved instanceof TypeRef.Fd) {
            return Optional.of(Scalar.S32);
        }
        NamedType named = named(resolved);
        if (named instanceof NamedType.Enum found) {
            return Optional.of(found.base());
        }
        return named instanceof NamedType.Flags flags ? Optional.of(flags.base()) : Optional.empty();
    }

    /** Whether C passes it by address: an array, a text, a hardware address. */
    public boolean isArray(TypeRef type) {
        TypeRef resolved = resolve(type);
        return resolved instanceof TypeRef.Array || resolved instanceof TypeRef.Mac || resolved instanceof TypeRef.Text;
    }

    /** Whether its size is the same in every message. */
    public boolean isFixed(TypeRef type) {
        TypeRef resolved = resolve(type);
        if (resolved instanceof TypeRef.Array array) {
            return (array.length() instanceof Length.Fixed || array.length() instanceof Length.ByEnum) && isFixed(array.element());
        }
        if (resolved instanceof TypeRef.Inline || resolved instanceof TypeRef.Union) {
            return false;
        }
        return struct(resolved).map(struct -> struct.body().members().stream().noneMatch(Open::is)).orElse(true);
    }

    /** What stands before the name. A stored bool is a byte, whose value was checked. */
    public String base(TypeRef type) {
        TypeRef resolved = resolve(type);
        if (resolved instanceof TypeRef.Array array) {
            return base(array.element());
        }
        if (resolved instanceof TypeRef.Mac) {
            return "u8";
        }
        if (resolved instanceof TypeRef.Text) {
            return "char";
        }
        Optional<NamedType.Struct> struct = struct(resolved);
        if (struct.isPresent()) {
            return "struct " + struct.get().name();
        }
        return scalar(resolved).map(KernelTypes::stored).orElse("void");
    }

    /** What stands after the name, as {@code [6]}. */
    public String dimensions(TypeRef type) {
        TypeRef resolved = resolve(type);
        if (resolved instanceof TypeRef.Array array) {
            long count = array.length() instanceof Length.Fixed fixed ? fixed.count()
                    : array.length() instanceof Length.ByEnum byEnum ? byEnum.count() : 0;
            return "[" + count + "]" + dimensions(array.element());
        }
        if (resolved instanceof TypeRef.Mac) {
            return "[6]";
        }
        return resolved instanceof TypeRef.Text text ? "[" + text.length() + "]" : "";
    }

    private static String stored(Scalar scalar) {
        return scalar == Scalar.BOOL ? "u8" : CTypes.kernel(scalar);
    }
}
