// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.model.type.Scalar;
import org.vbus.targets.c.CSymbols;
import org.vbus.vectors.VectorFile.Vector;

/**
 * C that replays a file of vectors against a header. As a program it writes the values into a record and compares the bytes, reads the values
 * out of the bytes, and proves that a bit turned anywhere is noticed. As an object it holds in its section {@code .vectors} each record as the compiler
 * lays it out, under the names of {@link #symbols}, for machines that cannot run here.
 */
public final class CReplay {
    private static final int PLAIN_LINE = 24;

    /**
     * A record in an object.
     *
     * @param bytes that it must have, or the beginning of which it must have, on such a machine
     */
    public record Symbol(String name, String vector, byte[] bytes) { }

    private final Shapes shapes;
    private final VectorFile file;
    private final StringBuilder out = new StringBuilder();

    private CReplay(Shapes shapes, VectorFile file) {
        this.shapes = shapes;
        this.file = file;
    }

    /** The file that the sources include as {@code "replay.h"}. */
    public static String support() {
        try (InputStream in = CReplay.class.getResourceAsStream("replay.h")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Vectors whose length is not that of their values are there to be refused, and cannot be replayed. */
    public static boolean replays(Vector vector) {
        return vector.length().isEmpty();
    }

    /** One object of each vector, in the order of the file. */
    public static List<Symbol> symbols(VectorFile file, ByteOrder order) {
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < file.vectors().size(); i++) {
            Vector vector = file.vectors().get(i);
            if (replays(vector)) {
                symbols.add(new Symbol("vector_" + i, vector.name(), HexFormat.of().parseHex(order == ByteOrder.BIG_ENDIAN ? vector.big() : vector.little())));
            }
        }
        return symbols;
    }

    /** The source, the same for every machine. */
    public static String source(Shapes shapes, VectorFile file) {
        CReplay replay = new CReplay(shapes, file);
        replay.write();
        return replay.out.toString();
    }

    private void write() {
        line("#include <" + CSymbols.header(file.spec()) + ">");
        line("#include \"replay.h\"");
        names();
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < file.vectors().size(); i++) {
            if (replays(file.vectors().get(i))) {
                vector(i, file.vectors().get(i), entries);
            }
        }
        line("#ifdef REPLAY");
        line("static const struct vector vectors[] = {");
        entries.forEach(this::line);
        line("};");
        line("REPLAY_ALL(vectors)");
        line("#endif");
    }

    private void names() {
        file.names().forEach((name, value) -> {
            if (value instanceof Value.Number number) {
                line("_Static_assert((" + name + ") == " + CReplay.literal(number, Optional.empty()) + ", \"" + name + "\");");
            } else {
                line("_Static_assert(__builtin_strcmp(" + name + ", \"" + value + "\") == 0, \"" + name + "\");");
            }
        });
    }

    private String alias(Shape shape) {
        Leaf leaf = shapes.leaves(shape, java.util.Set.of()).get(0);
        return leaf.scalar().map(org.vbus.targets.c.CTypes::uapi).orElseThrow();
    }

    private void vector(int number, Vector vector, List<String> entries) {
        Shape shape = shapes.of(vector.type());
        Map<String, Value> values = file.values(vector);
        List<Leaf> leaves = shapes.leaves(shape, values.keySet());
        String type = shape.alias() ? "struct alias_" + number : "struct " + shape.name();
        line("");
        line("/* " + vector.name().replace("*/", "* /") + " */");
        if (shape.alias()) {
            line(type + " { " + alias(shape) + " value; };");
        }
        line("const " + type + " vector_" + number + " __attribute__((section(\".vectors\"), used)) = {");
        for (Leaf leaf : leaves) {
            if (values.containsKey(leaf.path())) {
                line("\t." + leaf.path() + " = " + initial(leaf, values.get(leaf.path())) + ",");
            }
        }
        line("};");
        line("#ifdef REPLAY");
        line("static unsigned int get_" + number + "(const void *at)");
        line("{");
        line("\tconst " + type + " *v = at;");
        line("\tunsigned int differ = 0;");
        for (Leaf leaf : leaves) {
            Value value = values.get(leaf.path());
            line(leaf.scalar().isPresent() ? "\tSAME(" + leaf.path() + ", " + number(leaf, value) + ");"
                    : "\tSAME_BYTES(" + leaf.path() + ", " + string(leaf, value) + ", " + leaf.bytes() + ");");
        }
        line("\treturn differ;");
        line("}");
        line("static void put_" + number + "(void *at)");
        line("{");
        line("\t" + type + " *v = at;");
        line("\t(void)v;");
        for (Leaf leaf : leaves) {
            Value value = values.get(leaf.path());
            if (value != null) {
                line(leaf.scalar().isPresent() ? "\tv->" + leaf.path() + " = " + number(leaf, value) + ";"
                        : "\tPUT_BYTES(" + leaf.path() + ", " + string(leaf, value) + ", " + leaf.bytes() + ");");
            }
        }
        line("}");
        byte[] covered = covered(vector.little().length() / 2, leaves);
        line("#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__");
        line("static const unsigned char bytes_" + number + "[] = " + array(HexFormat.of().parseHex(vector.big())) + ";");
        line("#else");
        line("static const unsigned char bytes_" + number + "[] = " + array(HexFormat.of().parseHex(vector.little())) + ";");
        line("#endif");
        line("static const unsigned char covered_" + number + "[] = " + array(covered) + ";");
        line("#endif");
        entries.add("\tVECTOR(" + number + ", \"" + vector.name().replace("\\", "\\\\").replace("\"", "\\\"") + "\", sizeof(" + type + ")),");
    }

    /** Which bytes belong to a part: a bit that turns there must be seen by reading. */
    private static byte[] covered(int length, List<Leaf> leaves) {
        byte[] covered = new byte[length];
        for (Leaf leaf : leaves) {
            for (int i = 0; i < leaf.bytes(); i++) {
                covered[(int) leaf.offset() + i] = 1;
            }
        }
        return covered;
    }

    private static String initial(Leaf leaf, Value value) {
        return leaf.scalar().isPresent() ? number(leaf, value) : array(Encoder.bytes(leaf, value, ByteOrder.nativeOrder()));
    }

    private static String number(Leaf leaf, Value value) {
        Scalar scalar = leaf.scalar().orElseThrow();
        return value == null ? "0" : literal((Value.Number) value, Optional.of(scalar));
    }

    private static String literal(Value.Number number, Optional<Scalar> scalar) {
        String digits = number.value().signum() < 0 ? "(" + number.value().add(java.math.BigInteger.ONE) + "LL - 1)" : "0x" + number.value().toString(16)
                + (number.value().bitLength() > 32 ? "ULL" : "U");
        return scalar.filter(one -> one.order() != Scalar.ByteOrder.NATIVE)
                .map(one -> (one.order() == Scalar.ByteOrder.BIG ? "BE" : "LE") + 8 * one.bytes() + "(" + digits + ")").orElse(digits);
    }

    private static String string(Leaf leaf, Value value) {
        StringBuilder text = new StringBuilder("\"");
        for (byte one : value == null ? new byte[leaf.bytes()] : Encoder.bytes(leaf, value, ByteOrder.nativeOrder())) {
            text.append(String.format("\\%03o", one & 0xff));
        }
        return text.append('"').toString();
    }

    private static String array(byte[] bytes) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < bytes.length; i++) {
            text.append(i % PLAIN_LINE == 0 ? "\n\t\t" : " ").append(bytes[i] & 0xff).append(',');
        }
        return text.append("\n\t}").toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
