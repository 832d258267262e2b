// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;
import org.vbus.model.expr.Expr.UnaryOp;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.Scalar;
import org.vbus.targets.c.CSymbols;

/** Expressions of a spec as kernel C. What C cannot say here (a sum, a feature out of reach) is empty. */
final class CExpr {
    /** What the names in an expression mean where it stands. */
    interface Scope {
        /** The C text of a field, without conversion of its byte order. */
        String field(List<String> path);

        /** How the field is stored; empty when it is no scalar or not found. */
        Optional<Scalar> stored(List<String> path);

        /** The C name of a constant or of a literal of an enum. */
        default String symbol(String qualifiedName) {
            return CSymbols.tag(qualifiedName);
        }

        /** The C condition for a negotiated feature; empty where none can be asked. */
        Optional<String> feature(String group, String bit);
    }

    private static final class Unsayable extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Scope scope;
    private String cast = "";

    private CExpr(Scope scope) {
        this.scope = scope;
    }

    /** A C condition that is true when the expression holds. */
    static Optional<String> holds(Expr expr, Scope scope) {
        return attempt(scope, expr, c -> c.text(expr, false));
    }

    /** A C condition that is true when the expression does not hold. */
    static Optional<String> fails(Expr expr, Scope scope) {
        return attempt(scope, expr, c -> c.negated(expr));
    }

    private static Optional<String> attempt(Scope scope, Expr expr, java.util.function.Function<CExpr, String> way) {
        try {
            CExpr text = new CExpr(scope);
            // a peer's numbers must not wrap on the way to a comparison
            text.cast = computes(expr) ? (text.signed(expr) ? "(s64)" : "(u64)") : "";
            return Optional.of(way.apply(text));
        } catch (Unsayable e) {
            return Optional.empty();
        }
    }

    private String negated(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            BinaryOp opposite = switch (binary.op()) {
                case EQ -> BinaryOp.NE;
                case NE -> BinaryOp.EQ;
                case LT -> BinaryOp.GE;
                case LE -> BinaryOp.GT;
                case GT -> BinaryOp.LE;
                case GE -> BinaryOp.LT;
                default -> null;
            };
            if (opposite != null) {
                return text(new Expr.Binary(opposite, binary.left(), binary.right()), false);
            }
        }
        if (expr instanceof Expr.Between between) {
            String above = text(between.value(), true) + " > " + text(between.high(), true);
            return startsAtZero(between) ? above : text(between.value(), true) + " < " + text(between.low(), true) + " || " + above;
        }
        return "!(" + text(expr, false) + ")";
    }

    private String text(Expr expr, boolean operand) {
        if (expr instanceof Expr.Num num) {
            return num.symbol().isEmpty() ? CSymbols.number(num.value()) : scope.symbol(num.symbol());
        }
        if (expr instanceof Expr.FieldRef ref) {
            return value(ref.path());
        }
        if (expr instanceof Expr.FlagSet flag) {
            return wrap("(" + value(flag.path()) + " & " + CSymbols.number(flag.mask()) + ") != 0", operand);
        }
        if (expr instanceof Expr.FeatureSet feature) {
            return scope.feature(feature.group(), feature.bit()).map(text -> wrap(text, operand)).orElseThrow(Unsayable::new);
        }
        if (expr instanceof Expr.Unary unary) {
            return (unary.op() == UnaryOp.NOT ? "!" : unary.op() == UnaryOp.COMPLEMENT ? "~" : "-") + text(unary.argument(), true);
        }
        if (expr instanceof Expr.Between between) {
            return wrap(text(between.value(), true) + " >= " + text(between.low(), true) + " && "
                    + text(between.value(), true) + " <= " + text(between.high(), true), operand);
        }
        if (expr instanceof Expr.Binary binary) {
            if (binary.op() == BinaryOp.DIV || binary.op() == BinaryOp.MOD) {
                return wrap(divided(binary), operand);
            }
            return wrap(text(binary.left(), true) + " " + sign(binary.op()) + " " + text(binary.right(), true), operand);
        }
        throw new Unsayable();
    }

    /** By a number only, never by a peer's zero; and not by / for 64 bits, which 32-bit machines do not have. */
    private String divided(Expr.Binary binary) {
        BigInteger by = binary.right() instanceof Expr.Num num ? num.value() : BigInteger.ZERO;
        boolean rest = binary.op() == BinaryOp.MOD;
        if (by.signum() > 0 && by.bitCount() == 1 && !signed(binary.left())) {
            return text(binary.left(), true) + (rest ? " & " + CSymbols.number(by.subtract(BigInteger.ONE)) : " >> " + (by.bitLength() - 1));
        }
        boolean narrow = cast.isEmpty() && binary.left() instanceof Expr.FieldRef ref
                && scope.stored(ref.path()).filter(scalar -> scalar.bytes() <= 4).isPresent();
        if (by.signum() <= 0 || by.bitLength() > 31 || !narrow) {
            throw new Unsayable();
        }
        return text(binary.left(), true) + (rest ? " % " : " / ") + CSymbols.number(by);
    }

    private String value(List<String> path) {
        Scalar stored = scope.stored(path).orElseThrow(Unsayable::new);
        return cast + switch (stored.order()) {
            case NATIVE -> scope.field(path);
            case LITTLE -> "le" + stored.bytes() * 8 + "_to_cpu(" + scope.field(path) + ")";
            case BIG -> "be" + stored.bytes() * 8 + "_to_cpu(" + scope.field(path) + ")";
            case VIRTIO -> throw new Unsayable();
        };
    }

    private static boolean startsAtZero(Expr.Between between) {
        return between.low() instanceof Expr.Num num && num.value().equals(BigInteger.ZERO);
    }

    private static boolean computes(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return switch (binary.op()) {
                case ADD, SUB, MUL, SHL -> true;
                default -> computes(binary.left()) || computes(binary.right());
            };
        }
        if (expr instanceof Expr.Unary unary) {
            return unary.op() != UnaryOp.NOT || computes(unary.argument());
        }
        return expr instanceof Expr.Between between && (computes(between.value()) || computes(between.low()) || computes(between.high()));
    }

    private boolean signed(Expr expr) {
        if (expr instanceof Expr.FieldRef ref) {
            return scope.stored(ref.path()).map(Scalar::signed).orElse(false);
        }
        if (expr instanceof Expr.Binary binary) {
            return signed(binary.left()) || signed(binary.right());
        }
        if (expr instanceof Expr.Unary unary) {
            return signed(unary.argument());
        }
        return expr instanceof Expr.Between between && (signed(between.value()) || signed(between.low()) || signed(between.high()));
    }

    private static String sign(BinaryOp op) {
        return switch (op) {
            case OR -> "||";
            case AND -> "&&";
            default -> ExprText.sign(op);
        };
    }

    private static String wrap(String text, boolean operand) {
        return operand ? "(" + text + ")" : text;
    }
}
