// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.vbus.model.Const;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Version;
import org.vbus.model.device.Call;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.wire.WireHash;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** Views of a spec's constants and of a device's numbers. Their names are C's, letter by letter. */
final class ConstantViews {
    private static final Meta BARE = Meta.at(Origin.NONE);

    private final List<ConstantsView.Entry> entries = new ArrayList<>();
    private final Unique names = new Unique(Set.of());

    private ConstantViews() { }

    static ConstantsView spec(String banner, Spec spec) {
        ConstantViews views = new ConstantViews();
        views.text("The package of the spec.", "PACKAGE", spec.packageName());
        spec.abi().ifPresent(abi -> views.text("The release of the spec.", "RELEASE", abi.release().toString()));
        for (Const constant : spec.constants()) {
            views.number(constant.meta(), "Constant " + Docs.code(constant.name()) + ".", List.of(),
                    constant.type().map(JavaTypes::value).filter(type -> !type.equals("boolean")).orElse(JavaTypes.constant(constant.value())),
                    constant.name(), constant.value());
        }
        for (Version version : spec.versions()) {
            List<String> covers = version.covers().isEmpty() ? List.of()
                    : List.of("Covers " + Docs.code(String.join(", ", version.covers())) + ".");
            views.number(version.meta(), "Version on the wire.", covers, JavaTypes.value(version.type()), version.name(), version.value());
        }
        spec.charDevs().forEach(views::node);
        return new ConstantsView(banner, JavaNames.packageName(spec.packageName()),
                Docs.of(spec.meta(), "Constants of package " + Docs.code(spec.packageName()) + ".", List.of("Constants, under their C names.")),
                JavaNames.constants(spec), views.entries);
    }

    static ConstantsView device(String banner, SpecSet specs, Spec spec, Device device) {
        ConstantViews views = new ConstantViews();
        if (device.hasDriver()) {
            views.text("What drivers match on.", CSymbols.deviceType(device), device.typeString());
            views.text("Hash of the wire facts: sides with the same one speak the same ABI. SHA-256, 64 hexadecimal digits.", "ABI_HASH", WireHash.hex(specs, device));
        }
        device.version().ifPresent(version -> views.add(Docs.of(BARE, "The version that a driver asks for when it opens the device.", List.of()),
                "long", "VERSION", JavaNames.constants(spec) + "." + version));
        device.rings().forEach(ring -> views.ring(device, ring));
        device.regions().forEach(region -> views.region(device, region));
        device.calls().forEach(call -> views.call(device, call));
        device.features().forEach(group -> views.group(device, group));
        return new ConstantsView(banner, JavaNames.packageName(spec.packageName()),
                Docs.of(device.meta(), "Device " + Docs.code(device.name()) + ".", List.of("Numbers of the device, under their C names.")),
                JavaNames.device(device), views.entries);
    }

    private void node(CharDev node) {
        text("Node of " + Docs.code(node.name()) + ".", CSymbols.node(node), "/dev/" + node.node());
        for (CharDev.Ioctl ioctl : node.ioctls()) {
            List<String> facts = new ArrayList<>();
            facts.add(ioctl.args().isEmpty() ? "Takes nothing." : "Takes "
                    + Docs.code(String.join(", ", ioctl.args().stream().map(arg -> TypeText.type(arg.type())).toList())) + ".");
            ioctl.result().ifPresent(result -> facts.add("Returns " + Docs.code(result.keyword()) + "."));
            order(ioctl.after(), facts);
            gate(ioctl.gate().stream().toList(), facts);
            errors(ioctl.errors(), "Errors: ", facts);
            // all 32 bits of it, which do not fit an int
            number(ioctl.meta(), "Ioctl " + Docs.code(ioctl.name()) + ".", facts, "long", CSymbols.ioctl(node, ioctl), BigInteger.valueOf(ioctl.number()));
        }
    }

    private void ring(Device device, Ring ring) {
        String symbol = CSymbols.ring(device, ring);
        List<String> facts = new ArrayList<>();
        facts.add(ring.toDriver() ? "Flows from the device to the driver." : "Flows from the driver to the device.");
        ring.payload().forEach(arg -> facts.add("Carries " + Docs.code(TypeText.type(arg.type())) + arg.facts().gate().map(gate ->
                " if " + Docs.code(ExprText.of(gate)) + arg.facts().otherwise().map(other -> ", else " + Docs.code(TypeText.type(other))).orElse(""))
                .orElse("") + "."));
        gate(ring.gate().stream().toList(), facts);
        number(ring.meta(), "Ring " + Docs.code(ring.name()) + ": id of its shared memory.", facts, symbol, ring.id());
        number(BARE, "Least number of slots of ring " + Docs.code(ring.name()) + ".", List.of(), symbol + "_MIN_DEPTH", ring.minDepth());
        number(BARE, "Greatest number of slots of ring " + Docs.code(ring.name()) + ".", List.of(), symbol + "_MAX_DEPTH", ring.maxDepth());
        number(BARE, "Number of slots of ring " + Docs.code(ring.name()) + " when nobody says.", List.of(), symbol + "_DEFAULT_DEPTH", ring.defaultDepth());
    }

    private void region(Device device, Region region) {
        List<String> facts = new ArrayList<>(List.of("Holds " + Docs.code(TypeText.type(region.type())) + "."));
        gate(region.gate().stream().toList(), facts);
        number(region.meta(), "Region " + Docs.code(region.name()) + ": id of its shared memory.", facts, CSymbols.region(device, region), region.id());
    }

    private void call(Device device, Call call) {
        List<String> facts = new ArrayList<>();
        call.result().ifPresent(result -> facts.add("Returns " + Docs.code(result.keyword()) + "."));
        order(call.after(), facts);
        gate(call.gate().stream().toList(), facts);
        errors(call.errors(), "Errors beside those of the transport: ", facts);
        number(call.meta(), "Call " + Docs.code(call.name()) + ".", facts, CSymbols.call(device, call), call.number());
    }

    private void group(Device device, FeatureGroup group) {
        number(group.meta(), "Features " + Docs.code(group.name()) + ": number of the group.",
                List.of("Masks: {@link " + JavaNames.features(device, group) + "}."), CSymbols.group(group), group.id());
    }

    private static void order(List<String> after, List<String> facts) {
        if (!after.isEmpty()) {
            facts.add("Only after " + Docs.code(String.join(", ", after)) + ".");
        }
    }

    private static void errors(List<String> errors, String intro, List<String> facts) {
        if (!errors.isEmpty()) {
            facts.add(intro + Docs.code(String.join(", ", errors)) + ".");
        }
    }

    private static void gate(List<Expr> gate, List<String> facts) {
        gate.forEach(condition -> facts.add("Only if " + Docs.code(ExprText.of(condition)) + "."));
    }

    private void text(String doc, String name, String value) {
        add(List.of("* " + doc), "String", name, JavaTypes.string(value));
    }

    /** Ids and function numbers: {@code int} where it fits, so that a switch can use them. */
    private void number(Meta meta, String fallback, List<String> facts, String name, long value) {
        BigInteger number = BigInteger.valueOf(value);
        number(meta, fallback, facts, JavaTypes.constant(number), name, number);
    }

    private void number(Meta meta, String fallback, List<String> facts, String type, String name, BigInteger value) {
        add(Docs.of(meta, fallback, facts), type, name, JavaTypes.literal(value, type));
    }

    private void add(List<String> doc, String type, String name, String value) {
        entries.add(new ConstantsView.Entry(doc, type, names.claim(name), value));
    }
}
