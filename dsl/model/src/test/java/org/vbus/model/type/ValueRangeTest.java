// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;

class ValueRangeTest {
    private static final Expr FIELD = new Expr.FieldRef(List.of("n"));

    @Test
    void withoutConditionsAllOfTheType() {
        assertThat(left()).isEqualTo(range(0, 255)).isEqualTo(ValueRange.of(Scalar.U8));
    }

    @Test
    void eachComparisonTakesItsPart() {
        assertThat(left(is(BinaryOp.LT, 10))).isEqualTo(range(0, 9));
        assertThat(left(is(BinaryOp.LE, 10))).isEqualTo(range(0, 10));
        assertThat(left(is(BinaryOp.GT, 10))).isEqualTo(range(11, 255));
        assertThat(left(is(BinaryOp.GE, 10))).isEqualTo(range(10, 255));
        assertThat(left(is(BinaryOp.EQ, 10))).isEqualTo(range(10, 10));
        assertThat(left(is(BinaryOp.NE, 10))).isEqualTo(range(0, 255));
        assertThat(left(new Expr.Between(FIELD, Expr.Num.of(3), Expr.Num.of(5)))).isEqualTo(range(3, 5));
    }

    @Test
    void conditionsAdd() {
        assertThat(left(is(BinaryOp.GE, 3), is(BinaryOp.LT, 9), is(BinaryOp.GT, 1))).isEqualTo(range(3, 8));
    }

    @Test
    void neverBeyondTheType() {
        assertThat(left(is(BinaryOp.LE, 300))).isEqualTo(range(0, 255));
    }

    @Test
    void contradictionsLeaveAll() {
        assertThat(left(is(BinaryOp.LT, 3), is(BinaryOp.GT, 5))).isEqualTo(range(0, 255));
    }

    @Test
    void ofOtherFieldsNothingIsKnown() {
        Expr far = new Expr.FieldRef(List.of("head", "n"));
        assertThat(left(new Expr.Binary(BinaryOp.LT, far, Expr.Num.of(3)))).isEqualTo(range(0, 255));
        assertThat(left(new Expr.Binary(BinaryOp.LT, FIELD, far))).isEqualTo(range(0, 255));
    }

    private static Expr is(BinaryOp op, long value) {
        return new Expr.Binary(op, FIELD, Expr.Num.of(value));
    }

    private static ValueRange range(long low, long high) {
        return new ValueRange(BigInteger.valueOf(low), BigInteger.valueOf(high));
    }

    private static ValueRange left(Expr... conditions) {
        return ValueRange.of(new FieldFacts(OptionalLong.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false,
                Optional.empty(), List.of(conditions), Optional.empty(), Optional.empty()), Scalar.U8);
    }
}
