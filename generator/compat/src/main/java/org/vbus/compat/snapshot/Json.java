// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.snapshot;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;

/** JSON that people may have edited: every surprise is an error that names the file. */
public final class Json {
    /** As files are written. */
    public static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
    /** As hashes are taken. */
    static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() { }

    /**
     * The one object that a text is.
     *
     * @throws BadFileException when it is something else
     */
    public static JsonObject object(String file, String text) {
        try (JsonReader reader = reader(text)) {
            JsonElement element = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new BadFileException(file, "something stands behind its end");
            }
            return object(file, element);
        } catch (JsonParseException | IOException | StackOverflowError e) {
            throw new BadFileException(file, "is no JSON: " + said(e));
        }
    }

    /** What a failure says; its second line is about Gson. */
    static String said(Throwable failure) {
        return failure.getMessage() == null ? "too deep" : failure.getMessage().lines().findFirst().orElse("");
    }

    /** Reads a text as it comes, and forgives nothing. */
    static JsonReader reader(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        return reader;
    }

    /** An element that must be an object. */
    public static JsonObject object(String file, JsonElement element) {
        if (!element.isJsonObject()) {
            throw new BadFileException(file, "an object should stand where there is `" + brief(element) + "`");
        }
        return element.getAsJsonObject();
    }

    /** A text that must be there. */
    public static String text(String file, JsonObject object, String name) {
        JsonElement element = object.get(name);
        if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw new BadFileException(file, "`" + name + "` is " + (element == null ? "missing" : "no text: `" + brief(element) + "`"));
        }
        return element.getAsString();
    }

    /** What a list has; none when it is not there. */
    public static List<JsonElement> array(String file, JsonObject object, String name) {
        JsonElement element = object.get(name);
        if (element == null) {
            return List.of();
        }
        if (!element.isJsonArray()) {
            throw new BadFileException(file, "`" + name + "` is no list: `" + brief(element) + "`");
        }
        return element.getAsJsonArray().asList();
    }

    /** Nothing but these members. */
    public static void known(String file, JsonObject object, Set<String> names) {
        object.keySet().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new BadFileException(file, "`" + name + "` means nothing here; known are " + String.join(", ", names.stream().sorted().toList()));
        });
    }

    private static String brief(JsonElement element) {
        String text = COMPACT.toJson(element);
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
