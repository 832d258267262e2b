// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.snapshot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.policy.PolicyCodec;
import org.vbus.model.layout.AbiClass;

/**
 * The form of a frozen release: JSON with a seal over every other character, so that a change by hand is seen. Numbers of 64 bits are text, because JSON readers
 * lose them above 2^53. A place is {@code line:column:length} in the source of the element's package.
 */
public final class SnapshotCodec {
    /** Raised when an older reader would misunderstand. */
    static final int SCHEMA = 1;
    private static final String SEAL = "seal";
    private static final String CONTENT = "content";
    private static final String NO_SEAL = "0".repeat(64);
    private static final Set<String> MEMBERS = Set.of("schema", "tool", "package", "release", "tier", "predecessor", "hashes", "devices", "vectors", "abi-classes",
            "served", "accepts", CONTENT, "sources", SEAL);

    private SnapshotCodec() { }

    /** The text of a file, with a line end at its end. */
    public static String write(Snapshot snapshot) {
        JsonObject root = new JsonObject();
        root.addProperty("schema", SCHEMA);
        root.addProperty("tool", snapshot.tool());
        root.addProperty("package", snapshot.packageName());
        root.addProperty("release", snapshot.release().toString());
        root.addProperty("tier", snapshot.spec().get(Fact.TIER).orElse(""));
        root.add("predecessor", snapshot.predecessor().<JsonElement>map(SnapshotCodec::predecessor).orElse(JsonNull.INSTANCE));
        JsonObject hashes = new JsonObject();
        Arrays.stream(Fact.Layer.values()).forEach(layer -> hashes.addProperty(layer.name().toLowerCase(Locale.ROOT), snapshot.hash(layer)));
        root.add("hashes", hashes);
        JsonObject devices = new JsonObject();
        snapshot.devices().forEach(devices::addProperty);
        root.add("devices", devices);
        root.add("vectors", snapshot.vectors().<JsonElement>map(com.google.gson.JsonPrimitive::new).orElse(JsonNull.INSTANCE));
        root.add("abi-classes", texts(Arrays.stream(AbiClass.values()).map(Enum::name).toList()));
        root.add("served", texts(snapshot.served().stream().map(Object::toString).toList()));
        JsonArray accepts = new JsonArray();
        snapshot.accepts().forEach(accept -> accepts.add(accept(accept)));
        root.add("accepts", accepts);
        JsonArray content = new JsonArray();
        snapshot.abi().specs().forEach(spec -> content.add(element(spec)));
        root.add(CONTENT, content);
        JsonObject sources = new JsonObject();
        snapshot.sources().forEach((name, text) -> sources.add(name, texts(List.of(text.split("\n", -1)))));
        root.add("sources", sources);
        root.addProperty(SEAL, NO_SEAL);
        String text = Json.PRETTY.toJson(root) + "\n";
        int at = text.lastIndexOf(NO_SEAL);
        String before = text.substring(0, at);
        String after = text.substring(at + NO_SEAL.length());
        return before + sealOf(before, after) + after;
    }

    /**
     * What a file holds, and its seal.
     *
     * @param seal in 64 hexadecimal digits
     */
    public record Sealed(String seal, Snapshot snapshot) { }

    /** The elements, and all else that stands in a file as it stands there. */
    private record Parts(List<Element> specs, JsonObject root) { }

    /** {@link #sealed} without the seal. */
    public static Snapshot read(String file, String text) {
        return sealed(file, text).snapshot();
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages and places
     * @throws BadFileException when it is damaged, from a newer tool, changed since it was frozen, or holds nothing
     */
    public static Sealed sealed(String file, String text) {
        if (text.isBlank()) {
            throw new BadFileException("BASELINE_EMPTY", file, "is empty");
        }
        try {
            Parts parts = parts(file, text);
            String seal = verified(file, text, parts.root());
            return new Sealed(seal, read(file, parts));
        } catch (BadFileException e) {
            // whose file it is counts more than what is wrong in it
            verified(file, text, Json.object(file, text));
            throw e;
        } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException | ClassCastException | NullPointerException | IOException
                | JsonParseException | StackOverflowError e) {
            verified(file, text, Json.object(file, text));
            throw new BadFileException(file, "has another form than this tool reads: " + Json.said(e));
        }
    }

    private static Parts parts(String file, String text) throws IOException {
        List<Element> specs = List.of();
        JsonObject root = new JsonObject();
        try (JsonReader reader = Json.reader(text)) {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (name.equals(CONTENT)) {
                    specs = ContentReader.read(file, reader);
                } else {
                    root.add(name, JsonParser.parseReader(reader));
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalStateException("something stands behind its end");
            }
        }
        return new Parts(specs, root);
    }

    /** The seal of a file that this tool reads and nobody changed. */
    private static String verified(String file, String text, JsonObject root) {
        int schema = root.has("schema") && root.get("schema").isJsonPrimitive() && root.get("schema").getAsString().matches("\\d{1,9}") ? root.get("schema").getAsInt() : 0;
        if (schema < 1) {
            throw new BadFileException(file, "is no frozen release: it has no `schema`");
        }
        if (schema > SCHEMA) {
            throw new BadFileException(file, "was frozen by a newer tool (schema " + schema + ", this one reads up to " + SCHEMA + ")");
        }
        Json.known(file, root, MEMBERS);
        String seal = Json.text(file, root, SEAL);
        // some check files out with other line ends
        String plain = text.replace("\r\n", "\n");
        int at = plain.lastIndexOf(seal);
        if (at < 0 || seal.length() != NO_SEAL.length() || !sealOf(plain.substring(0, at), plain.substring(at + seal.length())).equals(seal)) {
            throw new BadFileException("LOCK_TAMPERED", file, "has been changed since it was frozen; a frozen release never changes. Take it back from where it was released");
        }
        return seal;
    }

    private static Snapshot read(String file, Parts parts) {
        JsonObject root = parts.root();
        List<Element> specs = parts.specs();
        String packageName = Json.text(file, root, "package");
        if (specs.stream().noneMatch(spec -> spec.name().equals(packageName) && !spec.children().isEmpty())) {
            throw new BadFileException("BASELINE_EMPTY", file, "promises nothing: there is no declaration of `" + packageName + "` in it");
        }
        List<String> classes = Json.array(file, root, "abi-classes").stream().map(JsonElement::getAsString).toList();
        if (!classes.equals(Arrays.stream(AbiClass.values()).map(Enum::name).toList())) {
            throw new BadFileException(file, "has layouts of other ABI classes: " + String.join(", ", classes));
        }
        Map<String, String> devices = new LinkedHashMap<>();
        Json.object(file, root.get("devices")).entrySet().forEach(entry -> devices.put(entry.getKey(), entry.getValue().getAsString()));
        Map<String, String> sources = new LinkedHashMap<>();
        JsonObject texts = Json.object(file, root.get("sources"));
        texts.keySet().forEach(name -> sources.put(name, String.join("\n", Json.array(file, texts, name).stream().map(JsonElement::getAsString).toList())));
        Optional<Snapshot.Predecessor> predecessor = Optional.ofNullable(root.get("predecessor")).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject)
                .map(one -> new Snapshot.Predecessor(PolicyCodec.release(file, Json.text(file, one, "release")), Json.text(file, one, SEAL)));
        return new Snapshot(Json.text(file, root, "tool"), packageName, PolicyCodec.release(file, Json.text(file, root, "release")), predecessor, devices,
                Optional.ofNullable(root.get("vectors")).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString),
                Json.array(file, root, "served").stream().map(one -> PolicyCodec.release(file, one.getAsString())).toList(),
                Json.array(file, root, "accepts").stream().map(one -> PolicyCodec.accept(file, Json.object(file, one))).toList(), sources,
                new Abi(specs, Set.of(packageName)));
    }

    private static JsonObject predecessor(Snapshot.Predecessor predecessor) {
        JsonObject object = new JsonObject();
        object.addProperty("release", predecessor.release().toString());
        object.addProperty(SEAL, predecessor.seal());
        return object;
    }

    private static JsonObject accept(Policy.Accept accept) {
        JsonObject object = new JsonObject();
        object.addProperty("release", accept.release().toString());
        object.addProperty("rule", accept.rule());
        object.addProperty("path", accept.path());
        object.addProperty("reason", accept.reason());
        object.addProperty("signed-off-by", accept.signedOffBy());
        return object;
    }

    private static JsonObject element(Element element) {
        JsonObject object = new JsonObject();
        object.addProperty("kind", element.kind().key());
        object.addProperty("name", element.name());
        object.addProperty("at", element.origin().line() + ":" + element.origin().column() + ":" + element.origin().length());
        element.facts().forEach((fact, values) -> {
            if (values.size() == 1) {
                object.addProperty(fact.key(), values.get(0));
            } else {
                object.add(fact.key(), texts(values));
            }
        });
        if (!element.children().isEmpty()) {
            JsonArray children = new JsonArray();
            element.children().forEach(child -> children.add(element(child)));
            object.add("has", children);
        }
        return object;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** Of what stands before and behind it, with zeros between. */
    private static String sealOf(String before, String after) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(before, NO_SEAL, after)) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
