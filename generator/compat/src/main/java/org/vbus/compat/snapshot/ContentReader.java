// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.snapshot;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.model.Origin;

/** Reads the elements of a frozen release as they come: they are nearly all of a file, and most values stand there a thousand times. */
final class ContentReader {
    private static final Map<String, Kind> KINDS = Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::key, kind -> kind));
    private static final Map<String, Fact> FACTS = Arrays.stream(Fact.values()).collect(Collectors.toMap(Fact::key, fact -> fact));

    private final String file;
    private final JsonReader reader;
    private final Map<String, List<String>> single = new HashMap<>();

    private ContentReader(String file, JsonReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * Reads the list that is next.
     *
     * @throws BadFileException when a newer tool knows more, or something is missing
     * @throws IllegalStateException when something else than an element stands there
     */
    static List<Element> read(String file, JsonReader reader) throws IOException {
        return new ContentReader(file, reader).elements("");
    }

    private List<Element> elements(String source) throws IOException {
        List<Element> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            elements.add(element(source));
        }
        reader.endArray();
        return elements;
    }

    private Element element(String source) throws IOException {
        Kind kind = null;
        String name = null;
        String at = null;
        Map<Fact, List<String>> facts = new EnumMap<>(Fact.class);
        List<Element> children = List.of();
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            switch (key) {
                case "kind" -> kind = named(KINDS, text(key), "kind");
                case "name" -> name = text(key);
                case "at" -> at = text(key);
                case "has" -> children = elements(source(kind, name, source));
                default -> facts.put(named(FACTS, key, "fact"), values());
            }
        }
        reader.endObject();
        String own = source(kind, name, source);
        String[] place = there("at", at).split(":");
        if (place.length != 3) {
            throw new BadFileException(file, "`" + at + "` is no place");
        }
        return new Element(kind, name, facts, children, new Origin(own, Integer.parseInt(place[0]), Integer.parseInt(place[1]), Integer.parseInt(place[2])));
    }

    /** Of what is in an element, whose kind and name stand first. */
    private String source(Kind kind, String name, String around) {
        there("kind", kind);
        there("name", name);
        return kind == Kind.SPEC ? file + "!/" + name + ".vbus" : around;
    }

    private List<String> values() throws IOException {
        if (reader.peek() != JsonToken.BEGIN_ARRAY) {
            return single.computeIfAbsent(reader.nextString(), List::of);
        }
        List<String> values = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            values.add(reader.nextString());
        }
        reader.endArray();
        return values;
    }

    private String text(String name) throws IOException {
        if (reader.peek() != JsonToken.STRING) {
            throw new BadFileException(file, "`" + name + "` is no text");
        }
        return reader.nextString();
    }

    private <T> T there(String name, T value) {
        if (value == null) {
            throw new BadFileException(file, "`" + name + "` is missing");
        }
        return value;
    }

    private <E> E named(Map<String, E> all, String name, String what) {
        E found = all.get(name);
        if (found == null) {
            throw new BadFileException(file, "has the " + what + " `" + name + "`, which this tool does not know: it was frozen by a newer one");
        }
        return found;
    }
}
