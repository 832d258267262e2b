// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;
import org.vbus.model.type.Scalar;
import org.vbus.targets.java.JavaTypes;

/**
 * Expressions as Java. A spec means numbers, not registers: the range of every part is followed, and what a {@code long} cannot
 * hold is computed in {@link BigInteger}, so that no peer makes a check pass by making a sum wrap.
 */
final class JavaExprs {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** How the text must be read. */
    private enum Form { TRUTH, INT, LONG, UNSIGNED, BIG }

    /** Finds the values that expressions mention. */
    interface Scope {
        /** The value of a field, if this record alone knows it. */
        Optional<Value> field(List<String> path);

        /** The sum over an array, if this record alone knows it. */
        Optional<Value> sum(List<String> path);

        /** Whether a feature is in force, as a Java condition, if known. */
        Optional<String> feature(String group, String bit);
    }

    /** Knows features and no record. */
    @FunctionalInterface
    interface Features extends Scope {
        @Override
        default Optional<Value> field(List<String> path) {
            return Optional.empty();
        }

        @Override
        default Optional<Value> sum(List<String> path) {
            return Optional.empty();
        }
    }

    /** A value: a Java expression of {@link JavaTypes#value}'s type. */
    record Value(String text, Scalar scalar) { }

    private record Code(String text, Form form, BigInteger low, BigInteger high) { }

    /** Signals that something is not known here; never leaves this class. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown() {
            super(null, null, false, false);
        }
    }

    private final Scope scope;

    private JavaExprs(Scope scope) {
        this.scope = scope;
    }

    /** A Java condition, or nothing when the expression needs what the scope does not know. */
    static Optional<String> condition(Expr expr, Scope scope) {
        JavaExprs exprs = new JavaExprs(scope);
        try {
            return Optional.of(strip(exprs.truth(exprs.code(expr))));
        } catch (Unknown e) {
            return Optional.empty();
        }
    }

    /** A Java expression of type {@code long} for a count; one that is too large gives {@code Long.MAX_VALUE}. */
    static Optional<String> count(Expr expr, Scope scope) {
        try {
            Code code = new JavaExprs(scope).code(expr);
            return Optional.of(switch (code.form()) {
                case INT, LONG -> strip(code.text());
                case UNSIGNED -> "Fields.clamp(" + strip(code.text()) + ")";
                case BIG -> code.text() + ".min(BigInteger.valueOf(Long.MAX_VALUE)).longValue()";
                case TRUTH -> throw new Unknown();
            });
        } catch (Unknown e) {
            return Optional.empty();
        }
    }

    private Code code(Expr expr) {
        if (expr instanceof Expr.Num num) {
            return number(num.value());
        }
        if (expr instanceof Expr.FieldRef ref) {
            return value(scope.field(ref.path()));
        }
        if (expr instanceof Expr.Sum sum) {
            return value(scope.sum(sum.path()));
        }
        if (expr instanceof Expr.FlagSet flag) {
            Code word = value(scope.field(flag.path()));
            return truth("(" + word.text() + " & " + JavaTypes.literal(flag.mask(), "long") + ") != 0");
        }
        if (expr instanceof Expr.FeatureSet feature) {
            return truth(scope.feature(feature.group(), feature.bit()).orElseThrow(Unknown::new));
        }
        if (expr instanceof Expr.Between between) {
            Code value = code(between.value());
            return truth(truth(compared(BinaryOp.GE, value, code(between.low()))) + " && "
                    + truth(compared(BinaryOp.LE, value, code(between.high()))));
        }
        if (expr instanceof Expr.Unary unary) {
            return unary(unary);
        }
        Expr.Binary binary = (Expr.Binary) expr;
        return switch (binary.op()) {
            case OR -> truth(truth(code(binary.left())) + " || " + truth(code(binary.right())));
            case AND -> truth(truth(code(binary.left())) + " && " + truth(code(binary.right())));
            case EQ, NE, LT, LE, GT, GE -> compared(binary.op(), code(binary.left()), code(binary.right()));
            default -> computed(binary.op(), code(binary.left()), code(binary.right()));
        };
    }

    private Code value(Optional<Value> found) {
        Value value = found.orElseThrow(Unknown::new);
        Scalar scalar = value.scalar();
        if (scalar == Scalar.BOOL) {
            return truth(value.text());
        }
        Form form = !scalar.signed() && scalar.bytes() == 8 ? Form.UNSIGNED : JavaTypes.value(scalar).equals("int") ? Form.INT : Form.LONG;
        return new Code(value.text(), form, scalar.min(), scalar.max());
    }

    private static Code number(BigInteger value) {
        Form form = formOf(value, value);
        String text = form == Form.BIG ? "new BigInteger(\"" + value + "\")" : JavaTypes.literal(value, "long");
        return new Code(value.signum() < 0 ? "(" + text + ")" : text, form, value, value);
    }

    private Code unary(Expr.Unary unary) {
        Code argument = code(unary.argument());
        switch (unary.op()) {
            case NOT:
                return truth("!" + truth(argument));
            case NEGATE:
                return result(BinaryOp.SUB, number(BigInteger.ZERO), argument, argument.high().negate(), argument.low().negate());
            default:
                // -x - 1, as for numbers with as many ones to the left as one likes
                return computed(BinaryOp.SUB, computed(BinaryOp.SUB, number(BigInteger.ZERO), argument), number(BigInteger.ONE));
        }
    }

    private static Code truth(String text) {
        return new Code("(" + text + ")", Form.TRUTH, BigInteger.ZERO, BigInteger.ONE);
    }

    private static String truth(Code code) {
        return switch (code.form()) {
            case TRUTH -> code.text();
            case BIG -> "(" + code.text() + ".signum() != 0)";
            default -> "(" + code.text() + " != 0)";
        };
    }

    private static Code compared(BinaryOp op, Code left, Code right) {
        String sign = switch (op) {
            case EQ -> " == ";
            case NE -> " != ";
            case LT -> " < ";
            case LE -> " <= ";
            case GT -> " > ";
            default -> " >= ";
        };
        Code a = numeric(left);
        Code b = numeric(right);
        if (isSigned(a) && isSigned(b)) {
            return truth(a.text() + sign + b.text());
        }
        if (isUnsigned(a) && isUnsigned(b)) {
            return op == BinaryOp.EQ || op == BinaryOp.NE ? truth(a.text() + sign + b.text())
                    : truth("Long.compareUnsigned(" + a.text() + ", " + b.text() + ")" + sign + "0");
        }
        return truth(big(a) + ".compareTo(" + big(b) + ")" + sign + "0");
    }

    private static Code computed(BinaryOp op, Code left, Code right) {
        Code a = numeric(left);
        Code b = numeric(right);
        return switch (op) {
            case ADD -> result(op, a, b, a.low().add(b.low()), a.high().add(b.high()));
            case SUB -> result(op, a, b, a.low().subtract(b.high()), a.high().subtract(b.low()));
            case MUL -> result(op, a, b, ofCorners(a, b, true), ofCorners(a, b, false));
            case BIT_AND -> masked(a, b);
            case BIT_OR -> natural(op, a, b, BigInteger.ONE.shiftLeft(Math.max(a.high().bitLength(), b.high().bitLength())).subtract(BigInteger.ONE));
            case SHL -> shifted(a, b);
            case SHR -> b.high().bitLength() > 6 || b.low().signum() < 0 ? unknown() : natural(op, a, b, a.high());
            default -> b.low().equals(b.high()) && b.low().signum() > 0 ? natural(op, a, b, a.high()) : unknown();
        };
    }

    private static Code masked(Code a, Code b) {
        if (a.low().signum() < 0 && b.low().signum() < 0) {
            return unknown();
        }
        BigInteger high = a.low().signum() < 0 ? b.high() : b.low().signum() < 0 ? a.high() : a.high().min(b.high());
        return result(BinaryOp.BIT_AND, a, b, BigInteger.ZERO, high);
    }

    private static Code shifted(Code a, Code b) {
        if (!b.low().equals(b.high()) || b.low().signum() < 0 || b.low().bitLength() > 7) {
            return unknown();
        }
        return computed(BinaryOp.MUL, a, number(BigInteger.ONE.shiftLeft(b.low().intValue())));
    }

    private static BigInteger ofCorners(Code a, Code b, boolean least) {
        List<BigInteger> corners = List.of(a.low().multiply(b.low()), a.low().multiply(b.high()), a.high().multiply(b.low()),
                a.high().multiply(b.high()));
        return corners.stream().reduce(least ? BigInteger::min : BigInteger::max).orElseThrow();
    }

    /** Operations that are plain for numbers without a sign only. */
    private static Code natural(BinaryOp op, Code a, Code b, BigInteger high) {
        return a.low().signum() < 0 || b.low().signum() < 0 ? unknown() : result(op, a, b, BigInteger.ZERO, high);
    }

    private static Code result(BinaryOp op, Code a, Code b, BigInteger low, BigInteger high) {
        Form form = formOf(low, high);
        boolean bits = op == BinaryOp.BIT_AND || op == BinaryOp.BIT_OR;
        if (form == Form.LONG && isSigned(a) && isSigned(b) || form != Form.BIG && bits && isUnsigned(a) && isUnsigned(b)) {
            // two ints would be computed in 32 bits
            String cast = a.form() == Form.INT && b.form() == Form.INT ? "(long) " : "";
            return new Code("(" + cast + a.text() + " " + sign(op) + " " + b.text() + ")", form, low, high);
        }
        return new Code(big(a) + "." + method(op) + "(" + (op == BinaryOp.SHR ? "(int) " + b.text() : big(b)) + ")", Form.BIG, low, high);
    }

    private static String sign(BinaryOp op) {
        return switch (op) {
            case ADD -> "+";
            case SUB -> "-";
            case MUL -> "*";
            case DIV -> "/";
            case MOD -> "%";
            case SHR -> ">>";
            case BIT_AND -> "&";
            default -> "|";
        };
    }

    private static String method(BinaryOp op) {
        return switch (op) {
            case ADD -> "add";
            case SUB -> "subtract";
            case MUL -> "multiply";
            case DIV -> "divide";
            case MOD -> "mod";
            case SHR -> "shiftRight";
            case BIT_AND -> "and";
            default -> "or";
        };
    }

    private static Form formOf(BigInteger low, BigInteger high) {
        if (low.compareTo(LONG_MIN) >= 0 && high.compareTo(LONG_MAX) <= 0) {
            return Form.LONG;
        }
        return low.signum() >= 0 && high.compareTo(UNSIGNED_MAX) <= 0 ? Form.UNSIGNED : Form.BIG;
    }

    private static boolean isSigned(Code code) {
        return code.form() == Form.INT || code.form() == Form.LONG;
    }

    private static boolean isUnsigned(Code code) {
        return code.form() == Form.UNSIGNED || isSigned(code) && code.low().signum() >= 0;
    }

    private static Code numeric(Code code) {
        return code.form() == Form.TRUTH ? new Code("(" + code.text() + " ? 1L : 0L)", Form.LONG, code.low(), code.high()) : code;
    }

    private static String big(Code code) {
        return switch (code.form()) {
            case BIG -> code.text();
            case UNSIGNED -> "Fields.unsigned(" + code.text() + ")";
            default -> "BigInteger.valueOf(" + code.text() + ")";
        };
    }

    /** Without the outermost parentheses, if they belong together. */
    private static String strip(String text) {
        if (!text.startsWith("(")) {
            return text;
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i == text.length() - 1 ? text.substring(1, i) : text;
            }
        }
        return text;
    }

    private static Code unknown() {
        throw new Unknown();
    }
}
