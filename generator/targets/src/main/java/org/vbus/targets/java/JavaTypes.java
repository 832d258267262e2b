// SPDX-License-Identifier: Apache-2.0
package org.vbus.targets.java;

import java.math.BigInteger;
import org.vbus.model.type.Scalar;

/**
 * Types and numbers of Java for the scalars of the language. A value has the narrowest of {@code int} and {@code long} that holds
 * every value of the scalar without a sign of its own, so that comparing what a peer wrote means what it says; only 64 unsigned
 * bits do not fit, and travel as the bits of a {@code long}.
 */
public final class JavaTypes {
    private static final BigInteger HEX_FROM = BigInteger.valueOf(0x10000);

    private JavaTypes() { }

    /** The type in which getters, setters and constants give the value. */
    public static String value(Scalar scalar) {
        if (scalar == Scalar.BOOL) {
            return "boolean";
        }
        return scalar.bytes() == 8 || scalar.bytes() == 4 && !scalar.signed() ? "long" : "int";
    }

    /** The type of the memory access. */
    public static String carrier(Scalar scalar) {
        return switch (scalar.bytes()) {
            case 1 -> "byte";
            case 2 -> "short";
            case 4 -> "int";
            default -> "long";
        };
    }

    /**
     * The value layout of {@code java.lang.foreign}.
     *
     * @param aligned false for what C would not place there without {@code packed}
     */
    public static String layout(Scalar scalar, boolean aligned) {
        String unaligned = aligned || scalar.bytes() == 1 ? "" : "_UNALIGNED";
        String order = scalar.bytes() == 1 ? "" : switch (scalar.order()) {
            case NATIVE -> "";
            case BIG -> ".withOrder(ByteOrder.BIG_ENDIAN)";
            // virtio 1.x; a legacy device in another order is not served
            case LITTLE, VIRTIO -> ".withOrder(ByteOrder.LITTLE_ENDIAN)";
        };
        return "ValueLayout.JAVA_" + carrier(scalar).toUpperCase(java.util.Locale.ROOT) + unaligned + order;
    }

    /** Type of a constant without a declared type: {@code int} where the number fits. */
    public static String constant(BigInteger value) {
        return value.bitLength() < 32 ? "int" : "long";
    }

    /** A number as a literal of {@code int} or {@code long}; 64 unsigned bits keep their bits. */
    public static String literal(BigInteger value, String type) {
        String suffix = type.equals("long") ? "L" : "";
        if (value.signum() >= 0 && value.compareTo(HEX_FROM) >= 0) {
            return "0x" + value.toString(16) + suffix;
        }
        return value + suffix;
    }

    /** Text as a string literal. */
    public static String string(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < ' ') {
                        // the compiler turns a unicode escape into a line end before it looks for the literal's end
                        out.append(String.format("\\%03o", (int) c));
                    } else if (c > '~') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
