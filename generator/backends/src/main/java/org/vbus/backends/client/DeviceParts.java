// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vbus.backends.java.Bindings;
import org.vbus.backends.java.Docs;
import org.vbus.backends.java.Imports;
import org.vbus.backends.kernel.Features;
import org.vbus.backends.kernel.KernelTypes;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** A device as both of its sides in Java see it. */
final class DeviceParts {
    final Spec spec;
    final Device device;
    final Bindings bindings;
    private final KernelTypes types;
    private final Features features;

    DeviceParts(SpecSet specs, Spec spec, Device device) {
        this.spec = spec;
        this.device = device;
        this.bindings = new Bindings(specs);
        this.types = new KernelTypes(specs);
        this.features = new Features(device, types);
    }

    /** What a ring carries. */
    record Carried(String type, boolean isFixed, boolean isPlain, String java) { }

    String bindingsPackage() {
        return JavaNames.packageName(spec.packageName());
    }

    // ---- names in the bindings

    /** The class of the device's numbers. */
    String numbers(Imports imports) {
        return imports.use(bindingsPackage() + "." + JavaNames.device(device));
    }

    String typeString(Imports imports) {
        return numbers(imports) + "." + CSymbols.deviceType(device);
    }

    /** The hash of the wire facts. */
    String hash(Imports imports) {
        return numbers(imports) + ".ABI_HASH";
    }

    /** The version on the wire; 0 without one. */
    String version(Imports imports) {
        return device.version().isPresent() ? numbers(imports) + ".VERSION" : "0";
    }

    String masks(FeatureGroup group, Imports imports) {
        return imports.use(bindingsPackage() + "." + JavaNames.features(device, group));
    }

    /** A constant of the device as an {@code int}: the bits of what is larger. */
    private String number(String symbol, long value, Imports imports) {
        return (value > Integer.MAX_VALUE ? "(int) " : "") + numbers(imports) + "." + symbol;
    }

    String function(Call call, Imports imports) {
        return numbers(imports) + "." + CSymbols.call(device, call);
    }

    String label(Call call, Imports imports) {
        return number(CSymbols.call(device, call), call.number(), imports);
    }

    String id(Ring ring, Imports imports) {
        return number(CSymbols.ring(device, ring), ring.id(), imports);
    }

    String id(Region region, Imports imports) {
        return number(CSymbols.region(device, region), region.id(), imports);
    }

    // ---- features

    /** Field and method of what was granted. */
    static String granted(FeatureGroup group) {
        return "granted" + JavaNames.camel(group.name());
    }

    List<ClientView.Gate> gate(Optional<Expr> gate, Imports imports) {
        return gate.map(condition -> new ClientView.Gate(condition(condition, imports), JavaTypes.string(ExprText.of(condition)))).stream().toList();
    }

    private String condition(Expr condition, Imports imports) {
        return Bindings.condition(condition, device, DeviceParts::granted, group -> masks(group, imports))
                .orElseThrow(() -> new IllegalStateException("gate " + condition + " is more than features"));
    }

    /** Words of other groups that the closure of a group takes. */
    List<String> others(FeatureGroup group) {
        return Bindings.others(device, group).stream().map(DeviceParts::granted).toList();
    }

    List<Call> negotiating() {
        return device.calls().stream().filter(features::negotiates).toList();
    }

    List<Call> plain() {
        return device.calls().stream().filter(call -> !features.negotiates(call)).toList();
    }

    /** Members of a negotiation: the group, then the bits. */
    List<Bindings.Value> negotiation(Call call, Bindings.Block block) {
        Features.Block members = features.block(call).orElseThrow();
        return List.of(value(block, members.group()), value(block, members.bits()));
    }

    private static Bindings.Value value(Bindings.Block block, String name) {
        return block.values().stream().filter(value -> value.name().equals(name)).findFirst().orElseThrow();
    }

    // ---- calls

    Optional<Bindings.Block> block(Call call) {
        return call.args().isEmpty() ? Optional.empty() : Optional.of(bindings.block(bindingsPackage(), device, call));
    }

    /** What each side reads of a block, judged: nothing where it reads nothing. */
    static List<String> check(Call call, Bindings.Block block, boolean byDevice) {
        boolean reads = block.isStruct() && block.directed() || call.args().stream().anyMatch(arg -> byDevice ? arg.direction().toDevice() : arg.direction().toDriver());
        return !reads ? List.of() : List.of(!block.directed() ? "check()" : byDevice ? "checkIn()" : "checkOut()");
    }

    static List<String> after(Call call) {
        return call.after().stream().map(JavaTypes::string).toList();
    }

    /** What the spec says of a call beside its text. */
    static List<String> facts(Call call) {
        List<String> facts = new ArrayList<>();
        call.gate().ifPresent(gate -> facts.add("Only if " + Docs.code(ExprText.of(gate)) + "."));
        if (!call.after().isEmpty()) {
            facts.add("Only after " + Docs.code(String.join(", ", call.after())) + ".");
        }
        return facts;
    }

    // ---- rings

    Carried carried(Ring ring, Imports imports) {
        Optional<Arg> only = ring.payload().size() == 1 ? Optional.of(ring.payload().get(0)) : Optional.empty();
        Optional<String> struct = only.flatMap(arg -> bindings.struct(arg.type()));
        if (struct.isEmpty()) {
            return new Carried("Void", false, true, "Payload.bytes()");
        }
        Arg arg = only.get();
        String type = imports.use(Bindings.className(struct.get()));
        boolean choice = arg.facts().gate().isPresent() || arg.facts().otherwise().isPresent();
        boolean flexible = bindings.isFlexible(struct.get());
        String kind = flexible ? "array" : choice ? "header" : "record";
        String extent = !flexible ? "" : ", record -> " + bindings.statedCount(struct.get())
                .map(count -> type + ".sizeFor(record." + count + "())").orElse(type + ".SIZE");
        String java = "Payload." + kind + "(" + JavaTypes.string(bindings.structOf(struct.get()).name()) + ", " + type + ".SIZE, " + type + ".ALIGN,\n        " + type
                + "::new, " + type + "::wrap, " + type + "::init, " + type + "::check" + extent + ")";
        String chosen = arg.facts().gate().map(gate -> condition(gate, imports) + "\n        ? " + java + "\n        : Payload.bytes()").orElse(java);
        return new Carried(type, !choice && !flexible, false, chosen);
    }

    /** What the spec says of a ring beside its text. */
    List<String> facts(Ring ring) {
        List<String> facts = new ArrayList<>();
        ring.gate().ifPresent(gate -> facts.add("Only if " + Docs.code(ExprText.of(gate)) + "."));
        ring.payload().stream().filter(arg -> arg.facts().gate().isPresent()).forEach(arg ->
                facts.add("Messages have a record if " + Docs.code(ExprText.of(arg.facts().gate().get())) + " was granted; else they are bytes, and the record is null."));
        if (ring.payload().stream().anyMatch(arg -> bindings.struct(arg.type()).isEmpty()) || ring.payload().size() != 1) {
            facts.add("Messages are bytes; there is no record.");
        }
        return facts;
    }

    // ---- regions

    /** The class of what a region holds: under a sequence counter the struct itself. */
    String record(Region region, Imports imports) {
        return imports.use(region.counter().isPresent() ? Bindings.className(bindings.struct(region.type()).orElseThrow())
                : bindingsPackage() + "." + Bindings.region(device, region));
    }

    /** The order of the counter's bytes. */
    String order(Region region) {
        if (region.counter().isEmpty()) {
            return "";
        }
        NamedType.Struct struct = bindings.structOf(bindings.struct(region.type()).orElseThrow());
        Scalar scalar = types.scalar(((Member.Field) struct.body().members().get(0)).type()).orElseThrow();
        return switch (scalar.order()) {
            case BIG -> "ByteOrder.BIG_ENDIAN";
            case NATIVE -> "ByteOrder.nativeOrder()";
            case LITTLE, VIRTIO -> "ByteOrder.LITTLE_ENDIAN";
        };
    }

    static List<String> facts(Region region) {
        return region.gate().map(gate -> List.of("Only if " + Docs.code(ExprText.of(gate)) + ".")).orElse(List.of());
    }

    /** The type that stores a number, for a cast to it: none for a {@code long}. */
    static String cast(Bindings.Value value) {
        return value.type().equals("long") ? "" : "(" + value.type() + ") ";
    }
}
