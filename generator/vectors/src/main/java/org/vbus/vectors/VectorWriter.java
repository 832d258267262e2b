// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vbus.vectors.VectorFile.Vector;

/** Writes {@code vectors.json} in one form: what is read and written again is the same text. */
public final class VectorWriter {
    private static final int DIGITS_A_LINE = 64;
    private static final int DIGITS_A_GROUP = 8;

    private VectorWriter() { }

    public static String write(VectorFile file) {
        return "{\n  \"spec\": " + quoted(file.spec()) + ",\n  \"release\": " + quoted(file.release())
                + ",\n  \"names\": " + object(file.names(), VectorWriter::value, "  ", false)
                + ",\n  \"blocks\": " + object(file.blocks(), VectorWriter::quoted, "  ", false)
                + ",\n  \"vectors\": [\n" + file.vectors().stream().map(VectorWriter::vector).collect(Collectors.joining(",\n")) + "\n  ]\n}\n";
    }

    private static String vector(Vector vector) {
        List<String> lines = new ArrayList<>();
        lines.add("\"name\": " + quoted(vector.name()));
        lines.add("\"type\": " + quoted(vector.type()));
        vector.like().ifPresent(like -> lines.add("\"like\": " + quoted(like)));
        lines.add("\"values\": " + object(vector.values(), VectorWriter::value, "      ", vector.values().size() <= 3));
        vector.length().ifPresent(length -> lines.add("\"length\": " + length));
        lines.add("\"little\": " + bytes(vector.little()));
        lines.add("\"big\": " + bytes(vector.big()));
        if (!vector.refused().isEmpty()) {
            lines.add("\"refused\": " + object(vector.refused(), VectorWriter::quoted, "      ", true));
        }
        return "    {\n      " + String.join(",\n      ", lines) + "\n    }";
    }

    private static <T> String object(Map<String, T> map, Function<T, String> text, String indent, boolean oneLine) {
        List<String> entries = map.entrySet().stream().map(entry -> quoted(entry.getKey()) + ": " + text.apply(entry.getValue())).toList();
        if (oneLine || entries.isEmpty()) {
            return entries.isEmpty() ? "{}" : "{ " + String.join(", ", entries) + " }";
        }
        return "{\n" + entries.stream().map(entry -> indent + "  " + entry).collect(Collectors.joining(",\n")) + "\n" + indent + "}";
    }

    private static String bytes(String digits) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < digits.length(); at += DIGITS_A_LINE) {
            String line = digits.substring(at, Math.min(at + DIGITS_A_LINE, digits.length()));
            lines.add(quoted(line.replaceAll("(.{" + DIGITS_A_GROUP + "})(?!$)", "$1 ")));
        }
        return lines.size() <= 1 ? "[" + String.join("", lines) + "]" : "[\n        " + String.join(",\n        ", lines) + "\n      ]";
    }

    private static String value(Value value) {
        return value instanceof Value.Number number && !number.hex() ? number.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
        return new JsonPrimitive(text).toString();
    }
}
