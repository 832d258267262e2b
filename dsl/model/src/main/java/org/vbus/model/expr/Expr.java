// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.expr;

import java.math.BigInteger;
import java.util.List;

/** An expression that a peer's bytes decide, or a feature. What the spec alone decides is a {@link Num} already. */
public sealed interface Expr {

    /** A number; {@code symbol} is the constant's qualified name where the spec wrote one, else empty. */
    record Num(BigInteger value, String symbol) implements Expr {
        public static Num of(long value) {
            return new Num(BigInteger.valueOf(value), "");
        }
    }

    /**
     * The value of a field or argument.
     *
     * @param path from the scope that the expression stands in: a sibling's name, then names inside it
     */
    record FieldRef(List<String> path) implements Expr {
        public FieldRef {
            path = List.copyOf(path);
        }
    }

    /**
     * Whether a flag is set in a flags field.
     *
     * @param path of the field
     * @param mask the bit as a mask
     */
    record FlagSet(List<String> path, String flag, BigInteger mask) implements Expr {
        public FlagSet {
            path = List.copyOf(path);
        }
    }

    /** Whether a feature has been negotiated. */
    record FeatureSet(String group, String bit) implements Expr { }

    /** The sum of a member over an array, as {@code sum(iov.len)}. */
    record Sum(List<String> path) implements Expr {
        public Sum {
            path = List.copyOf(path);
        }
    }

    record Unary(UnaryOp op, Expr argument) implements Expr { }

    record Binary(BinaryOp op, Expr left, Expr right) implements Expr { }

    /** {@code value in low..high}, both ends included. */
    record Between(Expr value, Expr low, Expr high) implements Expr { }

    enum UnaryOp { NOT, COMPLEMENT, NEGATE }

    enum BinaryOp { OR, AND, EQ, NE, LT, LE, GT, GE, BIT_OR, BIT_AND, SHL, SHR, ADD, SUB, MUL, DIV, MOD }
}
