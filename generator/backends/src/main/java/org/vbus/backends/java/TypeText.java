// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import org.vbus.model.expr.ExprText;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Types as the spec writes them, for comments and messages. */
final class TypeText {
    private TypeText() { }

    static String type(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return of.scalar().keyword();
        }
        if (type instanceof TypeRef.Named named) {
            return named.name().substring(named.name().lastIndexOf('.') + 1);
        }
        if (type instanceof TypeRef.Array array) {
            return elementOf(array) + lengths(array);
        }
        if (type instanceof TypeRef.Text text) {
            return "string[" + text.length() + "]";
        }
        if (type instanceof TypeRef.Mac) {
            return "mac";
        }
        if (type instanceof TypeRef.Fd) {
            return "fd";
        }
        if (type instanceof TypeRef.Bits bits) {
            return "bits " + bits.base().keyword();
        }
        return type instanceof TypeRef.Union ? "union" : "struct";
    }

    private static String elementOf(TypeRef.Array array) {
        return array.element() instanceof TypeRef.Array inner ? elementOf(inner) : type(array.element());
    }

    private static String lengths(TypeRef.Array array) {
        String here = "[" + length(array.length()) + "]";
        return array.element() instanceof TypeRef.Array inner ? here + lengths(inner) : here;
    }

    private static String length(Length length) {
        if (length instanceof Length.Fixed fixed) {
            return Long.toString(fixed.count());
        }
        if (length instanceof Length.ByEnum byEnum) {
            return byEnum.enumName().substring(byEnum.enumName().lastIndexOf('.') + 1);
        }
        return length instanceof Length.Counted counted ? ExprText.of(counted.count()) : "";
    }
}
