// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vbus.model.expr.Expr.Binary;
import org.vbus.model.expr.Expr.BinaryOp;
import org.vbus.model.expr.Expr.Unary;
import org.vbus.model.expr.Expr.UnaryOp;

class ExprTextTest {
    private static final Expr A = new Expr.FieldRef(List.of("a"));
    private static final Expr B = new Expr.FieldRef(List.of("b"));
    private static final Expr C = new Expr.FieldRef(List.of("c"));

    @Test
    void parenthesesStandWhereTheyChangeTheMeaning() {
        assertThat(text(BinaryOp.MUL, binary(BinaryOp.ADD, A, B), C)).isEqualTo("(a + b) * c");
        assertThat(text(BinaryOp.ADD, binary(BinaryOp.MUL, A, B), C)).isEqualTo("a * b + c");
        assertThat(text(BinaryOp.SUB, A, binary(BinaryOp.SUB, B, C))).isEqualTo("a - (b - c)");
        assertThat(text(BinaryOp.SUB, binary(BinaryOp.SUB, A, B), C)).isEqualTo("a - b - c");
        assertThat(text(BinaryOp.AND, binary(BinaryOp.OR, A, B), C)).isEqualTo("(a or b) and c");
        assertThat(ExprText.of(new Unary(UnaryOp.NOT, binary(BinaryOp.OR, A, B)))).isEqualTo("not (a or b)");
        assertThat(ExprText.of(new Expr.Between(binary(BinaryOp.ADD, A, B), Expr.Num.of(1), C))).isEqualTo("a + b in 1..c");
    }

    private static String text(BinaryOp op, Expr left, Expr right) {
        return ExprText.of(binary(op, left, right));
    }

    private static Expr binary(BinaryOp op, Expr left, Expr right) {
        return new Binary(op, left, right);
    }
}
