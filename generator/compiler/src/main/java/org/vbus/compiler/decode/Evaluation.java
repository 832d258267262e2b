// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;

/** Evaluates expressions over values that were read. Exact; what the bytes do not tell is empty. A comparison with elements holds if it does for each. */
final class Evaluation {
    private static final int MAX_SHIFT = 128;

    private final Map<String, Value> scope;
    private final Predicate<Expr.FeatureSet> granted;

    Evaluation(Map<String, Value> scope, Predicate<Expr.FeatureSet> granted) {
        this.scope = scope;
        this.granted = granted;
    }

    /** Whether a condition holds. */
    Optional<Boolean> holds(Expr expr) {
        return number(expr).map(value -> value.signum() != 0);
    }

    /** A number; 1 and 0 for a condition. */
    Optional<BigInteger> number(Expr expr) {
        if (expr instanceof Expr.Num num) {
            return Optional.of(num.value());
        }
        if (expr instanceof Expr.FieldRef ref) {
            List<BigInteger> values = numbers(ref.path());
            return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
        }
        if (expr instanceof Expr.FlagSet flag) {
            List<BigInteger> values = numbers(flag.path());
            return values.size() == 1 ? truth(values.get(0).and(flag.mask()).signum() != 0) : Optional.empty();
        }
        if (expr instanceof Expr.FeatureSet feature) {
            return truth(granted.test(feature));
        }
        if (expr instanceof Expr.Sum sum) {
            return sum(sum.path());
        }
        if (expr instanceof Expr.Unary unary) {
            return number(unary.argument()).map(value -> switch (unary.op()) {
                case NOT -> bit(value.signum() == 0);
                case NEGATE -> value.negate();
                case COMPLEMENT -> value.not();
            });
        }
        if (expr instanceof Expr.Between between) {
            Optional<BigInteger> low = number(between.low());
            Optional<BigInteger> high = number(between.high());
            return low.isEmpty() || high.isEmpty() ? Optional.empty()
                    : each(between.value(), value -> value.compareTo(low.get()) >= 0 && value.compareTo(high.get()) <= 0);
        }
        return binary((Expr.Binary) expr);
    }

    private Optional<BigInteger> binary(Expr.Binary binary) {
        BinaryOp op = binary.op();
        Optional<BigInteger> right = number(binary.right());
        switch (op) {
            case OR, AND:
                Optional<BigInteger> left = number(binary.left());
                BigInteger decides = bit(op == BinaryOp.OR);
                if (left.map(value -> bit(value.signum() != 0)).filter(decides::equals).isPresent()
                        || right.map(value -> bit(value.signum() != 0)).filter(decides::equals).isPresent()) {
                    return Optional.of(decides);
                }
                return left.isEmpty() || right.isEmpty() ? Optional.empty() : truth(op == BinaryOp.AND);
            case EQ, NE, LT, LE, GT, GE:
                return right.flatMap(than -> each(binary.left(), value -> compared(op, value.compareTo(than))));
            default:
                return number(binary.left()).flatMap(value -> right.flatMap(by -> computed(op, value, by)));
        }
    }

    private static boolean compared(BinaryOp op, int order) {
        return switch (op) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            default -> order >= 0;
        };
    }

    private static Optional<BigInteger> computed(BinaryOp op, BigInteger a, BigInteger b) {
        boolean shifts = op == BinaryOp.SHL || op == BinaryOp.SHR;
        boolean divides = op == BinaryOp.DIV || op == BinaryOp.MOD;
        if (shifts && (b.signum() < 0 || b.compareTo(BigInteger.valueOf(MAX_SHIFT)) > 0) || divides && b.signum() <= 0) {
            return Optional.empty();
        }
        return Optional.of(switch (op) {
            case BIT_OR -> a.or(b);
            case BIT_AND -> a.and(b);
            case SHL -> a.shiftLeft(b.intValue());
            case SHR -> a.shiftRight(b.intValue());
            case ADD -> a.add(b);
            case SUB -> a.subtract(b);
            case MUL -> a.multiply(b);
            case DIV -> a.divide(b);
            default -> a.mod(b);
        });
    }

    private Optional<BigInteger> each(Expr expr, Predicate<BigInteger> check) {
        if (expr instanceof Expr.FieldRef ref) {
            List<BigInteger> values = numbers(ref.path());
            boolean elements = scope.get(ref.path().get(0)) instanceof Value.Elements;
            return values.isEmpty() && !elements ? Optional.empty() : truth(values.stream().allMatch(check));
        }
        return number(expr).flatMap(value -> truth(check.test(value)));
    }

    private Optional<BigInteger> sum(List<String> path) {
        if (!(scope.get(path.get(0)) instanceof Value.Elements elements) || !elements.whole()) {
            return Optional.empty();
        }
        return Optional.of(numbers(path).stream().reduce(BigInteger.ZERO, BigInteger::add));
    }

    private List<BigInteger> numbers(List<String> path) {
        return Value.find(scope, path).stream().filter(Value.Number.class::isInstance).map(value -> ((Value.Number) value).value()).toList();
    }

    private static Optional<BigInteger> truth(boolean value) {
        return Optional.of(bit(value));
    }

    private static BigInteger bit(boolean value) {
        return value ? BigInteger.ONE : BigInteger.ZERO;
    }
}
