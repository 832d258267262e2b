// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

import java.math.BigInteger;
import org.vbus.model.expr.Expr;

/**
 * The numbers that a field's conditions leave, as far as they compare the field alone with a number. A condition of another kind leaves all.
 *
 * @param low the least
 * @param high the largest
 */
public record ValueRange(BigInteger low, BigInteger high) {

    /** All numbers of a type. */
    public static ValueRange of(Scalar scalar) {
        return new ValueRange(scalar.min(), scalar.max());
    }

    /** What is left of a type; all of it where conditions contradict each other. */
    public static ValueRange of(FieldFacts facts, Scalar scalar) {
        ValueRange all = of(scalar);
        ValueRange left = all;
        for (Expr condition : facts.conditions()) {
            left = left.and(condition);
        }
        return left.low.compareTo(left.high) > 0 ? all : left;
    }

    private ValueRange and(Expr condition) {
        if (condition instanceof Expr.Between between && isField(between.value()) && between.low() instanceof Expr.Num from && between.high() instanceof Expr.Num to) {
            return within(from.value(), to.value());
        }
        if (condition instanceof Expr.Binary binary && isField(binary.left()) && binary.right() instanceof Expr.Num number) {
            BigInteger value = number.value();
            return switch (binary.op()) {
                case LT -> within(low, value.subtract(BigInteger.ONE));
                case LE -> within(low, value);
                case GT -> within(value.add(BigInteger.ONE), high);
                case GE -> within(value, high);
                case EQ -> within(value, value);
                default -> this;
            };
        }
        return this;
    }

    private ValueRange within(BigInteger least, BigInteger most) {
        return new ValueRange(low.max(least), high.min(most));
    }

    /** Conditions are of the field that they stand at, when they speak of one name without steps. */
    private static boolean isField(Expr expr) {
        return expr instanceof Expr.FieldRef ref && ref.path().size() == 1;
    }
}
