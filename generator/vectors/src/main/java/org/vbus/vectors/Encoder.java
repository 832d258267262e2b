// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.vbus.model.type.Scalar;
import org.vbus.vectors.VectorFile.Vector;

/** Bytes of a vector, from the model's layouts. What gcc and the Java bindings make of the same values is compared with them elsewhere. */
public final class Encoder {
    private Encoder() { }

    /** The file with the bytes of every vector filled in. */
    public static VectorFile fill(Shapes shapes, VectorFile file) {
        List<Vector> filled = file.vectors().stream().map(vector -> vector.with(
                HexFormat.of().formatHex(bytes(shapes, file, vector, ByteOrder.LITTLE_ENDIAN)),
                HexFormat.of().formatHex(bytes(shapes, file, vector, ByteOrder.BIG_ENDIAN)))).toList();
        return new VectorFile(file.spec(), file.release(), file.names(), file.blocks(), filled);
    }

    /**
     * The bytes of one vector.
     *
     * @throws VectorException when its values do not fit its type
     */
    public static byte[] bytes(Shapes shapes, VectorFile file, Vector vector, ByteOrder order) {
        Shape shape = shapes.of(vector.type());
        Map<String, Value> values = file.values(vector);
        List<Leaf> leaves = shapes.leaves(shape, values.keySet());
        long needed = leaves.stream().mapToLong(leaf -> leaf.offset() + leaf.bytes()).max().orElse(0);
        byte[] bytes = new byte[(int) Math.max(Shapes.size(shape), needed)];
        for (Leaf leaf : leaves) {
            Value value = values.get(leaf.path());
            if (value != null) {
                try {
                    byte[] part = bytes(leaf, value, order);
                    System.arraycopy(part, 0, bytes, (int) leaf.offset(), part.length);
                } catch (VectorException e) {
                    throw new VectorException(file.spec() + ", `" + vector.name() + "`: " + e.getMessage());
                }
            }
        }
        return vector.length().isPresent() ? Arrays.copyOf(bytes, (int) vector.length().getAsLong()) : bytes;
    }

    /** The bytes of one part, as many as it has. */
    static byte[] bytes(Leaf leaf, Value value, ByteOrder order) {
        if (leaf.scalar().isPresent()) {
            if (value instanceof Value.Number number) {
                return number(leaf, number.value(), order);
            }
            throw new VectorException(leaf.path() + " is a number, not \"" + value + "\"");
        }
        if (!(value instanceof Value.Text text)) {
            throw new VectorException(leaf.path() + " is " + (leaf.text() ? "text" : "a row of bytes") + ", not the number " + value);
        }
        byte[] part;
        try {
            part = leaf.text() ? text.text().getBytes(StandardCharsets.UTF_8) : HexFormat.of().parseHex(text.text().replace(" ", ""));
        } catch (IllegalArgumentException e) {
            throw new VectorException(leaf.path() + ": \"" + text + "\" is not pairs of hexadecimal digits");
        }
        if (part.length > leaf.bytes() || !leaf.text() && part.length != leaf.bytes()) {
            throw new VectorException(leaf.path() + " has " + leaf.bytes() + " bytes, not " + part.length);
        }
        return Arrays.copyOf(part, leaf.bytes());
    }

    private static byte[] number(Leaf leaf, BigInteger value, ByteOrder machine) {
        Scalar scalar = leaf.scalar().orElseThrow();
        if (!scalar.holds(value) && scalar != Scalar.BOOL) {
            throw new VectorException(leaf.path() + " is a " + scalar.keyword() + ", which does not hold " + value);
        }
        boolean little = switch (scalar.order()) {
            case NATIVE -> machine == ByteOrder.LITTLE_ENDIAN;
            case BIG -> false;
            case LITTLE, VIRTIO -> true;
        };
        byte[] bytes = new byte[leaf.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[little ? i : bytes.length - 1 - i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }
}
