// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.wireshark;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vbus.model.expr.Expr;

/** Texts, numbers and expressions as Lua. */
final class Lua {
    private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53);

    private Lua() { }

    /** A string; what is no printable ASCII is written as bytes' numbers or left as UTF-8. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c < ' ' || c == 0x7f ? " " : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }

    /** 64 bits as 16 digits, in quotes: exact, and the same for a negative number and its bits. */
    static String bits(BigInteger value) {
        return '"' + String.format("%016x", value.longValue()) + '"';
    }

    /**
     * An expression as nested tables, which the reader of records evaluates; what it could not hold exactly is unknown.
     *
     * @param feature group and bit of a feature, if its device is known
     */
    static String expression(Expr expr, Function<Expr.FeatureSet, Optional<String>> feature) {
        if (expr instanceof Expr.Num num) {
            return num.value().abs().compareTo(EXACT) < 0 ? num.value().toString() : "{ \"unknown\" }";
        }
        if (expr instanceof Expr.FieldRef ref) {
            return "{ \"field\"" + path(ref.path()) + " }";
        }
        if (expr instanceof Expr.FlagSet flag) {
            return "{ \"flag\", " + flag.mask().getLowestSetBit() + path(flag.path()) + " }";
        }
        if (expr instanceof Expr.FeatureSet set) {
            return feature.apply(set).map(text -> "{ \"feature\", " + text + " }").orElse("{ \"unknown\" }");
        }
        if (expr instanceof Expr.Sum sum) {
            return "{ \"sum\"" + path(sum.path()) + " }";
        }
        if (expr instanceof Expr.Unary unary) {
            String op = switch (unary.op()) {
                case NOT -> "not";
                case NEGATE -> "neg";
                case COMPLEMENT -> "compl";
            };
            return "{ \"" + op + "\", " + expression(unary.argument(), feature) + " }";
        }
        if (expr instanceof Expr.Between between) {
            return "{ \"in\", " + expression(between.value(), feature) + ", " + expression(between.low(), feature) + ", "
                    + expression(between.high(), feature) + " }";
        }
        Expr.Binary binary = (Expr.Binary) expr;
        return "{ \"" + sign(binary.op()) + "\", " + expression(binary.left(), feature) + ", " + expression(binary.right(), feature) + " }";
    }

    private static String sign(Expr.BinaryOp op) {
        return switch (op) {
            case OR -> "or";
            case AND -> "and";
            case EQ -> "==";
            case NE -> "~=";
            case LT -> "<";
            case LE -> "<=";
            case GT -> ">";
            case GE -> ">=";
            case BIT_OR -> "|";
            case BIT_AND -> "&";
            case SHL -> "shl";
            case SHR -> "shr";
            case ADD -> "+";
            case SUB -> "-";
            case MUL -> "*";
            case DIV -> "/";
            case MOD -> "%";
        };
    }

    private static String path(List<String> steps) {
        return steps.stream().map(step -> ", " + quoted(step)).collect(Collectors.joining());
    }
}
