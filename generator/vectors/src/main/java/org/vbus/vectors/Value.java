// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.math.BigInteger;

/** What stands in a field, or behind a name. */
public sealed interface Value {

    /**
     * A number.
     *
     * @param hex it is written as {@code "0x…"}
     */
    record Number(BigInteger value, boolean hex) implements Value {
        @Override
        public String toString() {
            return hex ? "0x" + value.toString(16) : value.toString();
        }
    }

    /** Text of a {@code char} array, or pairs of hexadecimal digits for bytes. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    static Value of(long number) {
        return new Number(BigInteger.valueOf(number), false);
    }
}
