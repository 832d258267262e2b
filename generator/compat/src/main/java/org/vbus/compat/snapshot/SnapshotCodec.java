// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.snapshot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.policy.PolicyCodec;
import org.vbus.model.Origin;
import org.vbus.model.layout.AbiClass;

/**
 * The form of a frozen release: JSON with a seal over every other character, so that a change by hand is seen. Numbers of 64 bits are text, because JSON readers
 * lose them above 2^53. A place is {@code line:column:length} in the source of the element's package.
 */
public final class SnapshotCodec {
    /** Raised when an older reader would misunderstand. */
    static final int SCHEMA = 1;
    private static final String SEAL = "seal";
    private static final String NO_SEAL = "0".repeat(64);
    private static final Set<String> MEMBERS = Set.of("schema", "tool", "package", "release", "tier", "predecessor", "hashes", "devices", "vectors", "abi-classes",
            "served", "accepts", "content", "sources", SEAL);

    private static final Set<String> OWN = Set.of("kind", "name", "at", "has");
    private static final Map<String, Kind> KINDS = Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::key, kind -> kind));
    private static final Map<String, Fact> FACTS = Arrays.stream(Fact.values()).collect(Collectors.toMap(Fact::key, fact -> fact));

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
        root.add("content", content);
        JsonObject sources = new JsonObject();
        snapshot.sources().forEach((name, text) -> sources.add(name, texts(List.of(text.split("\n", -1)))));
        root.add("sources", sources);
        root.addProperty(SEAL, NO_SEAL);
        String text = Json.PRETTY.toJson(root) + "\n";
        int at = text.lastIndexOf(NO_SEAL);
        return text.substring(0, at) + sealOf(text) + text.substring(at + NO_SEAL.length());
    }

    /** The seal of a file that {@link #write} made. */
    public static String seal(String file, String text) {
        return Json.text(file, Json.object(file, text), SEAL);
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages and places
     * @throws BadFileException when it is damaged, from a newer tool, changed since it was frozen, or holds nothing
     */
    public static Snapshot read(String file, String text) {
        if (text.isBlank()) {
            throw new BadFileException("BASELINE_EMPTY", file, "is empty");
        }
        JsonObject root = Json.object(file, text);
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
        if (at < 0 || seal.length() != NO_SEAL.length() || !sealOf(plain.substring(0, at) + NO_SEAL + plain.substring(at + seal.length())).equals(seal)) {
            throw new BadFileException("LOCK_TAMPERED", file, "has been changed since it was frozen; a frozen release never changes. Take it back from where it was released");
        }
        try {
            return read(file, root);
        } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException | ClassCastException | NullPointerException e) {
            throw new BadFileException(file, "has another form than this tool reads: " + e.getMessage());
        }
    }

    private static Snapshot read(String file, JsonObject root) {
        String packageName = Json.text(file, root, "package");
        List<Element> specs = new ArrayList<>();
        for (JsonElement spec : Json.array(file, root, "content")) {
            specs.add(element(file, "", Json.object(file, spec)));
        }
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

    private static Element element(String file, String source, JsonObject object) {
        Kind kind = named(file, KINDS, Json.text(file, object, "kind"), "kind");
        String name = Json.text(file, object, "name");
        String own = kind == Kind.SPEC ? file + "!/" + name + ".vbus" : source;
        Map<Fact, List<String>> facts = new EnumMap<>(Fact.class);
        for (String key : object.keySet()) {
            if (!OWN.contains(key)) {
                JsonElement value = object.get(key);
                facts.put(named(file, FACTS, key, "fact"),
                        value.isJsonArray() ? value.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList() : List.of(value.getAsString()));
            }
        }
        List<Element> children = new ArrayList<>();
        for (JsonElement child : Json.array(file, object, "has")) {
            children.add(element(file, own, Json.object(file, child)));
        }
        String[] at = Json.text(file, object, "at").split(":");
        return new Element(kind, name, facts, children, new Origin(own, Integer.parseInt(at[0]), Integer.parseInt(at[1]), Integer.parseInt(at[2])));
    }

    private static <E> E named(String file, Map<String, E> all, String name, String what) {
        E found = all.get(name);
        if (found == null) {
            throw new BadFileException(file, "has the " + what + " `" + name + "`, which this tool does not know: it was frozen by a newer one");
        }
        return found;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** Of a text in which zeros stand where its seal will be. */
    private static String sealOf(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
