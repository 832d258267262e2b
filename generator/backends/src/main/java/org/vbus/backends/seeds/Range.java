// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.seeds;

import java.math.BigInteger;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Scalar;

/**
 * The numbers that a field's rules leave, as far as they speak of it alone.
 *
 * @param bounded a rule gives the upper end, not the type
 */
record Range(BigInteger low, BigInteger high, boolean bounded) {
    static Range of(FieldFacts facts, Scalar scalar) {
        BigInteger low = scalar.min();
        BigInteger high = scalar.max();
        for (Expr condition : facts.conditions()) {
            if (condition instanceof Expr.Between between && isField(between.value()) && between.low() instanceof Expr.Num from && between.high() instanceof Expr.Num to) {
                low = low.max(from.value());
                high = high.min(to.value());
            } else if (condition instanceof Expr.Binary binary && isField(binary.left()) && binary.right() instanceof Expr.Num number) {
                BigInteger value = number.value();
                switch (binary.op()) {
                    case LT -> high = high.min(value.subtract(BigInteger.ONE));
                    case LE -> high = high.min(value);
                    case GT -> low = low.max(value.add(BigInteger.ONE));
                    case GE -> low = low.max(value);
                    default -> { }
                }
            }
        }
        boolean bounded = high.compareTo(scalar.max()) < 0;
        return low.compareTo(high) > 0 ? new Range(scalar.min(), scalar.max(), false) : new Range(low, high, bounded);
    }

    private static boolean isField(Expr expr) {
        return expr instanceof Expr.FieldRef ref && ref.path().size() == 1;
    }
}
