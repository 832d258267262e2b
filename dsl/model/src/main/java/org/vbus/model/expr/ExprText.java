// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.expr;

import java.util.Map;
import org.vbus.model.expr.Expr.BinaryOp;

/** An expression as the language writes it, for messages and documents. */
public final class ExprText {
    private static final Map<BinaryOp, String> SIGNS = Map.ofEntries(
            Map.entry(BinaryOp.OR, "or"), Map.entry(BinaryOp.AND, "and"), Map.entry(BinaryOp.EQ, "=="), Map.entry(BinaryOp.NE, "!="),
            Map.entry(BinaryOp.LT, "<"), Map.entry(BinaryOp.LE, "<="), Map.entry(BinaryOp.GT, ">"), Map.entry(BinaryOp.GE, ">="),
            Map.entry(BinaryOp.BIT_OR, "|"), Map.entry(BinaryOp.BIT_AND, "&"), Map.entry(BinaryOp.SHL, "<<"),
            Map.entry(BinaryOp.SHR, ">>"), Map.entry(BinaryOp.ADD, "+"), Map.entry(BinaryOp.SUB, "-"), Map.entry(BinaryOp.MUL, "*"),
            Map.entry(BinaryOp.DIV, "/"), Map.entry(BinaryOp.MOD, "%"));

    private ExprText() { }

    /** The text of a whole expression. */
    public static String of(Expr expr) {
        return text(expr, false);
    }

    /** The sign of an operator, as {@code <=}. */
    public static String sign(BinaryOp op) {
        return SIGNS.get(op);
    }

    private static String text(Expr expr, boolean operand) {
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
        String text = compound(expr);
        return operand ? "(" + text + ")" : text;
    }

    private static String compound(Expr expr) {
        if (expr instanceof Expr.Between between) {
            return text(between.value(), true) + " in " + text(between.low(), true) + ".." + text(between.high(), true);
        }
        if (expr instanceof Expr.Unary unary) {
            String argument = text(unary.argument(), true);
            return switch (unary.op()) {
                case NOT -> "not " + argument;
                case COMPLEMENT -> "~" + argument;
                case NEGATE -> "-" + argument;
            };
        }
        Expr.Binary binary = (Expr.Binary) expr;
        return text(binary.left(), true) + " " + sign(binary.op()) + " " + text(binary.right(), true);
    }
}
