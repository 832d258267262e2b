// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code vectors.json}: every key known, none twice, nothing missing, nothing after the end. */
public final class VectorReader {
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,15})");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-f]{1,16}");
    private static final Pattern BYTES = Pattern.compile("([0-9a-f]{2})*");

    private final JsonReader json;

    private VectorReader(Reader text) {
        json = new JsonReader(text);
        json.setStrictness(Strictness.STRICT);
    }

    /**
     * Reads a file.
     *
     * @throws VectorException naming the file, the place and what is wrong
     */
    public static VectorFile read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (VectorException e) {
            throw new VectorException(file + ": " + e.getMessage());
        }
    }

    /** The same from text. */
    public static VectorFile parse(String text) {
        VectorReader reader = new VectorReader(new StringReader(text));
        try {
            return reader.file();
        } catch (MalformedJsonException | EOFException | IllegalStateException e) {
            throw new VectorException(reader.json.getPath() + ": not the JSON that is expected: " + e.getMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new VectorException(e.getMessage());
        }
    }

    private VectorFile file() throws IOException {
        Keys keys = new Keys("spec", "release", "names", "blocks", "vectors");
        String spec = "";
        String release = "";
        Map<String, Value> names = Map.of();
        Map<String, String> blocks = Map.of();
        List<VectorFile.Vector> vectors = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (keys.next()) {
                case "spec" -> spec = string();
                case "release" -> release = string();
                case "names" -> names = values();
                case "blocks" -> blocks = strings();
                default -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        vectors.add(vector());
                    }
                    json.endArray();
                }
            }
        }
        json.endObject();
        keys.all();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw wrong("something stands after the end");
        }
        Set<String> seen = new HashSet<>();
        for (VectorFile.Vector vector : vectors) {
            if (vector.like().isPresent() && !seen.contains(vector.like().get())) {
                throw wrong("`" + vector.name() + "` is like `" + vector.like().get() + "`, which does not stand before it");
            }
            if (!seen.add(vector.name())) {
                throw wrong("two vectors are called `" + vector.name() + "`");
            }
        }
        return new VectorFile(spec, release, names, blocks, vectors);
    }

    private VectorFile.Vector vector() throws IOException {
        Keys keys = new Keys("name", "type", "like", "values", "length", "little", "big", "refused");
        String name = "";
        String type = "";
        Optional<String> like = Optional.empty();
        Map<String, Value> values = Map.of();
        OptionalLong length = OptionalLong.empty();
        String little = "";
        String big = "";
        Map<String, String> refused = Map.of();
        json.beginObject();
        while (json.hasNext()) {
            switch (keys.next()) {
                case "name" -> name = string();
                case "type" -> type = string();
                case "like" -> like = Optional.of(string());
                case "values" -> values = values();
                case "length" -> length = OptionalLong.of(length());
                case "little" -> little = bytes();
                case "big" -> big = bytes();
                default -> refused = strings();
            }
        }
        json.endObject();
        keys.optional("like", "length", "refused");
        keys.all();
        return new VectorFile.Vector(name, type, like, values, length, little, big, refused);
    }

    private long length() throws IOException {
        if (number() instanceof Value.Number number && number.value().signum() >= 0 && number.value().bitLength() < 24) {
            return number.value().longValueExact();
        }
        throw wrong("a length of 0 to 16777215 is expected");
    }

    private Map<String, Value> values() throws IOException {
        Map<String, Value> values = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            Value value = json.peek() == JsonToken.NUMBER ? number() : text();
            if (values.put(key, value) != null) {
                throw wrong("`" + key + "` stands twice");
            }
        }
        json.endObject();
        return values;
    }

    private Value number() throws IOException {
        String text = json.nextString();
        if (!DECIMAL.matcher(text).matches()) {
            throw wrong(text + " is not a whole number of at most 16 digits; write \"0x…\"");
        }
        return new Value.Number(new BigInteger(text), false);
    }

    private Value text() throws IOException {
        String text = string();
        if (HEX.matcher(text).matches()) {
            return new Value.Number(new BigInteger(text.substring(2), 16), true);
        }
        if (text.startsWith("0x")) {
            throw wrong("\"" + text + "\" is not 0x and 1 to 16 small hexadecimal digits");
        }
        return new Value.Text(text);
    }

    private Map<String, String> strings() throws IOException {
        Map<String, String> strings = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (strings.put(key, string()) != null) {
                throw wrong("`" + key + "` stands twice");
            }
        }
        json.endObject();
        return strings;
    }

    /** Lines of bytes, blanks between them as the author likes. */
    private String bytes() throws IOException {
        StringBuilder all = new StringBuilder();
        json.beginArray();
        while (json.hasNext()) {
            String line = string().replace(" ", "");
            if (!BYTES.matcher(line).matches()) {
                throw wrong("\"" + line + "\" is not pairs of small hexadecimal digits");
            }
            all.append(line);
        }
        json.endArray();
        return all.toString();
    }

    private String string() throws IOException {
        if (json.peek() != JsonToken.STRING) {
            throw wrong("a text is expected");
        }
        return json.nextString();
    }

    private VectorException wrong(String what) {
        return new VectorException(json.getPath() + ": " + what);
    }

    /** The keys of one object. */
    private final class Keys {
        private final Set<String> known;
        private final Set<String> missing;

        Keys(String... known) {
            this.known = Set.of(known);
            this.missing = new java.util.TreeSet<>(this.known);
        }

        String next() throws IOException {
            String key = json.nextName();
            if (!known.contains(key)) {
                throw wrong("unknown key `" + key + "`");
            }
            if (!missing.remove(key)) {
                throw wrong("`" + key + "` stands twice");
            }
            return key;
        }

        void optional(String... keys) {
            missing.removeAll(Set.of(keys));
        }

        void all() {
            if (!missing.isEmpty()) {
                throw wrong("missing: " + String.join(", ", missing));
            }
        }
    }
}
