// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.Optional;
import org.vbus.btf.Btf;
import org.vbus.btf.BtfType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Types of C in the words of the language, to be compared with those of a spec. */
public final class CTypes {
    private CTypes() { }

    /** What a member of C is called in a spec. */
    public static String name(String cName) {
        return cName.isEmpty() ? "" : Names.of(cName);
    }

    /** The type below all array dimensions. */
    public static TypeRef element(TypeRef type) {
        return type instanceof TypeRef.Array array ? element(array.element()) : type;
    }

    /** The number of the type below all array dimensions. */
    public static int elementOf(Btf btf, int number) {
        return btf.resolved(number) instanceof BtfType.Array array ? elementOf(btf, array.element()) : number;
    }

    /** As {@code le16[4]} or {@code struct x}; what the language does not have in the words of C. */
    public static String text(Btf btf, int number) {
        StringBuilder counts = new StringBuilder();
        int at = number;
        while (btf.resolved(at) instanceof BtfType.Array array) {
            counts.append(array.count() == 0 ? "[]" : "[" + array.count() + "]");
            at = array.element();
        }
        return scalar(btf, at).map(Scalar::keyword).orElseGet(() -> other(btf, number)) + counts;
    }

    private static Optional<Scalar> scalar(Btf btf, int number) {
        BtfType type = btf.type(number);
        while (type instanceof BtfType.Typedef || type instanceof BtfType.Modifier) {
            Optional<Scalar> named = Scalars.ofTypedef(type.name());
            if (named.isPresent()) {
                return named;
            }
            type = btf.type(type instanceof BtfType.Typedef typedef ? typedef.target() : ((BtfType.Modifier) type).target());
        }
        try {
            return type instanceof BtfType.Int integer ? Optional.of(Scalars.of(integer))
                    : type instanceof BtfType.Enumeration one ? Optional.of(Scalars.of(one.bytes(), one.signed())) : Optional.empty();
        } catch (Inexpressible e) {
            return Optional.empty();
        }
    }

    private static String other(Btf btf, int number) {
        BtfType type = btf.resolved(elementOf(btf, number));
        return type instanceof BtfType.Composite composite ? composite.name().isEmpty() ? composite.union() ? "a union" : "a struct"
                // a spec has structs only
                : "struct " + composite.name() : type instanceof BtfType.Pointer ? "a pointer" : type.name();
    }
}
