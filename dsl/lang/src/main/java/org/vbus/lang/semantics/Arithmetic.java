// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Consumer;
import org.vbus.lang.diag.Message;

/** Arithmetic of 64 bits that says when they do not suffice. */
final class Arithmetic {
    private static final BigInteger MIN = BigInteger.ONE.shiftLeft(63).negate();
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private Arithmetic() { }

    static Optional<BigInteger> binary(String op, BigInteger a, BigInteger b, Consumer<Message> report) {
        switch (op) {
            case "+":
                return bounded(a.add(b), report);
            case "-":
                return bounded(a.subtract(b), report);
            case "*":
                return bounded(a.multiply(b), report);
            case "|":
                return bounded(a.or(b), report);
            case "&":
                return bounded(a.and(b), report);
            case "/":
            case "%":
                if (b.signum() == 0) {
                    report.accept(DIVIDE_BY_ZERO.here());
                    return Optional.empty();
                }
                return bounded(op.equals("/") ? a.divide(b) : a.remainder(b), report);
            case "<<":
            case ">>":
                if (b.signum() < 0 || b.compareTo(BigInteger.valueOf(63)) > 0) {
                    report.accept(BAD_SHIFT.of(b));
                    return Optional.empty();
                }
                return bounded(op.equals("<<") ? a.shiftLeft(b.intValue()) : a.shiftRight(b.intValue()), report);
            default:
                throw new IllegalArgumentException(op);
        }
    }

    static Optional<BigInteger> unary(String op, BigInteger a, int bits, Consumer<Message> report) {
        if (op.equals("-")) {
            return bounded(a.negate(), report);
        }
        // the complement of a number without a sign keeps no sign
        return bounded(a.signum() < 0 ? a.not() : BigInteger.ONE.shiftLeft(Math.max(bits, a.bitLength()))
                .subtract(BigInteger.ONE).xor(a), report);
    }

    static Optional<BigInteger> bounded(BigInteger value, Consumer<Message> report) {
        if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
            report.accept(OUT_OF_64_BITS.of(value));
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** A number as written. */
    static BigInteger parse(String text) {
        return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    }
}
