// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.List;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Expressions and types as facts: constants by their value, because it is the value that peers see; feature bits as {@code GROUP.BIT}. */
final class Texts {
    private Texts() { }

    static String of(Expr expr) {
        return ExprText.of(plain(expr));
    }

    private static Expr plain(Expr expr) {
        if (expr instanceof Expr.Num num) {
            return new Expr.Num(num.value(), "");
        }
        if (expr instanceof Expr.FeatureSet feature) {
            // two groups may have a bit of one name
            return new Expr.FeatureSet(feature.group(), feature.group() + "." + feature.bit());
        }
        if (expr instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.op(), plain(unary.argument()));
        }
        if (expr instanceof Expr.Binary binary) {
            return new Expr.Binary(binary.op(), plain(binary.left()), plain(binary.right()));
        }
        if (expr instanceof Expr.Between between) {
            return new Expr.Between(plain(between.value()), plain(between.low()), plain(between.high()));
        }
        return expr;
    }

    static String path(List<String> path) {
        return String.join(".", path);
    }

    /** How many elements; empty for as many as there is room for. */
    static String length(TypeRef.Length length) {
        if (length instanceof TypeRef.Length.Fixed fixed) {
            return Long.toString(fixed.count());
        }
        if (length instanceof TypeRef.Length.ByEnum byEnum) {
            return byEnum.enumName() + " = " + byEnum.count();
        }
        return length instanceof TypeRef.Length.Counted counted ? of(counted.count()) : "";
    }

    /** As the language writes it, names qualified. */
    static String of(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return of.scalar().keyword();
        }
        if (type instanceof TypeRef.Named named) {
            return named.name();
        }
        if (type instanceof TypeRef.Mac) {
            return "mac";
        }
        if (type instanceof TypeRef.Text text) {
            return "string[" + text.length() + "]";
        }
        if (type instanceof TypeRef.Fd) {
            return "fd";
        }
        if (type instanceof TypeRef.Array array) {
            String length = length(array.length());
            return of(array.element()) + "[" + length + "]";
        }
        if (type instanceof TypeRef.Inline) {
            return "struct";
        }
        return type instanceof TypeRef.Bits bits ? "bits " + bits.base().keyword() : "union";
    }

    static String endian(Scalar scalar) {
        return scalar.bytes() == 1 ? "none" : switch (scalar.order()) {
            case NATIVE -> "native";
            case LITTLE -> "little";
            case BIG -> "big";
            case VIRTIO -> "virtio";
        };
    }
}
