// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.expr;

import java.util.Map;
import org.vbus.model.expr.Expr.BinaryOp;

/** An expression as the language writes it, for messages and documents. */
public final class ExprText {
    private static final int LOOSEST = 0;
    private static final int RELATION = 3;
    private static final int PREFIX = 7;
    private static final Map<BinaryOp, String> SIGNS = Map.ofEntries(
            Map.entry(BinaryOp.OR, "or"), Map.entry(BinaryOp.AND, "and"), Map.entry(BinaryOp.EQ, "=="), Map.entry(BinaryOp.NE, "!="),
            Map.entry(BinaryOp.LT, "<"), Map.entry(BinaryOp.LE, "<="), Map.entry(BinaryOp.GT, ">"), Map.entry(BinaryOp.GE, ">="),
            Map.entry(BinaryOp.BIT_OR, "|"), Map.entry(BinaryOp.BIT_AND, "&"), Map.entry(BinaryOp.SHL, "<<"),
            Map.entry(BinaryOp.SHR, ">>"), Map.entry(BinaryOp.ADD, "+"), Map.entry(BinaryOp.SUB, "-"), Map.entry(BinaryOp.MUL, "*"),
            Map.entry(BinaryOp.DIV, "/"), Map.entry(BinaryOp.MOD, "%"));

    private ExprText() { }

    /** The text of a whole expression, with no more parentheses than it needs. */
    public static String of(Expr expr) {
        return of(expr, LOOSEST);
    }

    /** The sign of an operator, as {@code <=}. */
    public static String sign(BinaryOp op) {
        return SIGNS.get(op);
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
}
