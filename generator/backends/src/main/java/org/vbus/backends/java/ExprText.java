// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Expressions and types as the spec writes them, for comments and messages. */
final class ExprText {
    private static final int LOOSEST = 0;
    private static final int RELATION = 3;
    private static final int PREFIX = 7;

    private ExprText() { }

    static String of(Expr expr) {
        return of(expr, LOOSEST);
    }

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
        return length instanceof Length.Counted counted ? of(counted.count()) : "";
    }

    private static String of(Expr expr, int tightness) {
        if (expr instanceof Expr.Num num) {
            return num.symbol().isEmpty() ? num.value().toString() : num.symbol().substring(num.symbol().lastIndexOf('.') + 1);
        }
        if (expr instanceof Expr.FieldRef ref) {
            return String.join(".", ref.path());
        }
        if (expr instanceof Expr.FlagSet flag) {
            return String.join(".", flag.path()) + "." + flag.flag();
        }
        if (expr instanceof Expr.FeatureSet feature) {
            return feature.bit();
        }
        if (expr instanceof Expr.Sum sum) {
            return "sum(" + String.join(".", sum.path()) + ")";
        }
        if (expr instanceof Expr.Unary unary) {
            return switch (unary.op()) {
                case NOT -> "not ";
                case COMPLEMENT -> "~";
                case NEGATE -> "-";
            } + of(unary.argument(), PREFIX);
        }
        if (expr instanceof Expr.Between between) {
            return inParentheses(tightness > RELATION,
                    of(between.value(), RELATION + 1) + " in " + of(between.low(), RELATION + 1) + ".." + of(between.high(), RELATION + 1));
        }
        Expr.Binary binary = (Expr.Binary) expr;
        int own = tightness(binary.op());
        return inParentheses(tightness > own, of(binary.left(), own) + " " + sign(binary.op()) + " " + of(binary.right(), own + 1));
    }

    private static String inParentheses(boolean needed, String text) {
        return needed ? "(" + text + ")" : text;
    }

    private static int tightness(BinaryOp op) {
        return switch (op) {
            case OR -> 1;
            case AND -> 2;
            case EQ, NE, LT, LE, GT, GE -> RELATION;
            case BIT_OR, BIT_AND, SHL, SHR -> 4;
            case ADD, SUB -> 5;
            case MUL, DIV, MOD -> 6;
        };
    }

    private static String sign(BinaryOp op) {
        return switch (op) {
            case OR -> "or";
            case AND -> "and";
            case EQ -> "==";
            case NE -> "!=";
            case LT -> "<";
            case LE -> "<=";
            case GT -> ">";
            case GE -> ">=";
            case BIT_OR -> "|";
            case BIT_AND -> "&";
            case SHL -> "<<";
            case SHR -> ">>";
            case ADD -> "+";
            case SUB -> "-";
            case MUL -> "*";
            case DIV -> "/";
            case MOD -> "%";
        };
    }
}
