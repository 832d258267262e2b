// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.backends.html.PageView.Entry;
import org.vbus.backends.html.PageView.Fact;
import org.vbus.backends.html.PageView.Figure;
import org.vbus.backends.html.PageView.Item;
import org.vbus.backends.html.PageView.Part;
import org.vbus.model.Meta;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.device.RingType;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.profile.Profiles;
import org.vbus.model.wire.WireHash;

/** Ring protocols, devices and models of one page. */
final class DeviceEntries {
    private final SpecSet specs;
    private final Entries entries;
    private final Links links;
    private final TypeEntries types;
    private final String packageName;

    DeviceEntries(SpecSet specs, String packageName, Entries entries, Links links, TypeEntries types) {
        this.specs = specs;
        this.packageName = packageName;
        this.entries = entries;
        this.links = links;
        this.types = types;
    }

    // ---- ring protocols

    Entry ringType(RingType type) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Header", links.to(type.head())));
        fact(facts, "Signal", path(type.signal()));
        fact(facts, "Slots", path(type.slots()));
        fact(facts, "Payload", Html.join(", ", paths(List.of(type.payloadAddress(), type.payloadLength()))));
        fact(facts, "Owner of a slot", path(type.owner()));
        fact(facts, "Checked when attached", Html.join(", ", checks(type)));
        fact(facts, "Memory order", Html.lines(type.orders().stream().map(order -> Html.of(order.kind() + " ").then(path(order.path()))).toList()));
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(RingPicture.of(type.name(), type.name(), type, 0, "as many slots as its header says", "")));
        Table.Builder indices = new Table.Builder("Indices of " + type.name(), 0, "Index", "Where", "Head", "Tail", "Full");
        for (RingType.Index index : type.indices()) {
            indices.row("", "", Html.code(index.name()), path(index.path()), Html.code(index.head()), Html.code(index.tail()), Html.code(index.full()));
        }
        if (!indices.isEmpty()) {
            figures.add(Figure.of(indices.build()));
        }
        return entries.entry("ringtype", type.name(), type.meta(), facts, figures, List.of());
    }

    private static List<Html> checks(RingType type) {
        List<Html> checks = new ArrayList<>();
        if (type.exactSize()) {
            checks.add(Html.of("exact size"));
        }
        type.attachChecks().forEach(check -> checks.add(Html.code(check)));
        return checks;
    }

    private static List<Html> paths(List<List<String>> paths) {
        return paths.stream().filter(path -> !path.isEmpty()).map(DeviceEntries::path).toList();
    }

    private static Html path(List<String> path) {
        return path.isEmpty() ? Html.EMPTY : Html.code(String.join(".", path));
    }

    private static void fact(List<Fact> facts, String term, Html text) {
        if (!text.isEmpty()) {
            facts.add(Facts.fact(term, text));
        }
    }

    // ---- devices

    Entry device(Device device) {
        Links of = links.of(packageName + "." + device.name(), device);
        VirtioParts virtio = new VirtioParts(of, types);
        List<Fact> facts = new ArrayList<>();
        if (device.virtio().isEmpty() && !device.typeString().isEmpty()) {
            facts.add(Facts.fact("Type string", Html.code(device.typeString())));
        }
        if (device.isAbstract()) {
            facts.add(Facts.fact("Abstract", Html.of("no driver matches it; other devices have its calls")));
        }
        device.version().ifPresent(version -> facts.add(Facts.fact("Version", links.here(version))));
        device.virtio().ifPresent(one -> facts.addAll(virtio.facts(one)));
        facts.add(Facts.fact("Wire hash", Html.of(WireHash.hex(specs, device)).in("code").styled("hash")));
        List<Figure> figures = new ArrayList<>();
        if (device.hasDriver()) {
            figures.add(Figure.of(SequencePicture.of(device.name(), "Call sequence of " + device.name(), "driver", "device", steps(device))));
        }
        List<Part> parts = new ArrayList<>();
        features(device, of).ifPresent(parts::add);
        if (!device.rings().isEmpty()) {
            parts.add(part("Rings of " + device.name(), List.of(), device.rings().stream().map(ring -> ring(device, ring, of)).toList()));
        }
        if (!device.regions().isEmpty()) {
            parts.add(part("Regions of " + device.name(), List.of(), device.regions().stream().map(region -> region(device, region, of)).toList()));
        }
        calls(device, of).ifPresent(parts::add);
        device.virtio().ifPresent(one -> parts.addAll(virtio.parts(device, one)));
        return entries.entry("device", device.name(), device.meta(), facts, figures, parts);
    }

    private static Part part(String title, List<Figure> figures, List<Item> items) {
        return new Part(Html.of(title), List.of(), figures, items);
    }

    /** What a driver does, in the order that the spec and the bus ask for. */
    private List<Step> steps(Device device) {
        List<String> negotiations = device.features().stream().map(group -> group.via().orElse("")).distinct().toList();
        List<Step> head = new ArrayList<>();
        head.add(new Step("", "open " + device.typeString(), device.version().map(version -> "carries " + version + "; another one is refused").orElse(""), List.of()));
        for (String via : negotiations) {
            String groups = device.features().stream().filter(group -> group.via().orElse("").equals(via)).map(FeatureGroup::name).collect(Collectors.joining(", "));
            head.add(new Step(via, via.isEmpty() ? "NEGOTIATE" : via, "features of " + groups + ": asked for, granted", List.of()));
        }
        List<Step> shared = new ArrayList<>();
        device.rings().forEach(ring -> shared.add(new Step(ring.name(), "share memory " + ring.id() + ": ring " + ring.name(), when(ring.gate()), List.of())));
        device.regions().forEach(region -> shared.add(new Step(region.name(), "share memory " + region.id() + ": region " + region.name(), when(region.gate()), List.of())));
        List<Step> calls = new ArrayList<>();
        for (Call call : device.calls()) {
            if (!negotiations.contains(call.name())) {
                String note = List.of(when(call.gate()), call.after().isEmpty() ? "" : "after " + String.join(", ", call.after())).stream()
                        .filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
                calls.add(new Step(call.name(), call.name() + " (" + arguments(call) + ")" + call.result().map(type -> " -> " + type.keyword()).orElse(""), note, call.after()));
            }
        }
        List<Step> all = new ArrayList<>(head);
        all.addAll(shared);
        all.addAll(Step.sorted(calls));
        all.add(new Step("", "close", "ends the connection and what was shared", List.of()));
        return all;
    }

    private static String arguments(Call call) {
        return call.args().stream().map(arg -> Facts.word(arg.direction()) + " " + arg.name()).collect(Collectors.joining(", "));
    }

    private static String when(Optional<Expr> gate) {
        return gate.map(one -> "if " + ExprText.of(one)).orElse("");
    }

    private Optional<Part> features(Device device, Links of) {
        if (device.features().isEmpty()) {
            return Optional.empty();
        }
        List<Item> items = new ArrayList<>();
        for (FeatureGroup group : device.features()) {
            String id = Ids.part(device.name(), "features", group.name());
            Table.Builder table = new Table.Builder("Features of group " + group.name() + " of " + device.name(), 0, "Name", "Bit", "Mask", "In C", "Requires",
                    "Release", "Meaning");
            for (FeatureGroup.Bit bit : group.bits()) {
                table.row(Ids.feature(device.name(), group.name(), bit.name()), "", Html.code(bit.name()), Html.of(bit.bit()),
                        Facts.hex(BigInteger.ONE.shiftLeft(bit.bit())), Html.code(group.prefix() + bit.name()),
                        bit.requires().map(requires -> of.expr(requires)).orElse(Html.EMPTY), Facts.release(bit.meta(), links), links.cell(bit.meta().doc()));
            }
            List<Fact> facts = new ArrayList<>();
            if (device.virtio().isEmpty()) {
                facts.add(Facts.fact("Group", Html.of(group.id())));
                facts.add(Facts.fact("Negotiated by", group.via().map(via -> Links.within(Ids.part(device.name(), "call", via), via))
                        .orElseGet(() -> Html.of("NEGOTIATE of the bus"))));
            }
            items.add(item(id, "Group " + group.name(), group.meta(), facts, table.isEmpty() ? List.of() : List.of(Figure.of(table.build()))));
        }
        return Optional.of(part("Features of " + device.name(), List.of(), items));
    }

    private Item item(String id, String name, Meta meta, List<Fact> facts, List<Figure> figures) {
        List<Fact> all = new ArrayList<>(facts);
        all.addAll(Facts.evolution(meta, links));
        return new Item(Html.of(id), Html.of(name), Facts.flags(meta), links.doc(meta.doc()), all, figures);
    }

    private Item ring(Device device, Ring ring, Links of) {
        String id = Ids.part(device.name(), "ring", ring.name());
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Memory", Html.of(ring.id())));
        facts.add(Facts.fact("Protocol", links.to(ring.ringType())));
        facts.add(Facts.fact("Direction", Html.of(ring.toDriver() ? "device to driver" : "driver to device")));
        facts.add(Facts.fact("Slots", Html.of(ring.minDepth() + " to " + ring.maxDepth() + ", " + ring.defaultDepth() + " unless told")));
        ring.gate().ifPresent(gate -> facts.add(Facts.fact("Only if", of.expr(gate))));
        List<Figure> figures = new ArrayList<>();
        RingType type = specs.ringTypes().get(ring.ringType());
        if (type != null) {
            String payload = ring.payload().stream().map(DeviceEntries::words).collect(Collectors.joining(", "));
            figures.add(Figure.of(RingPicture.of(id, ring.name() + " of " + device.name(), type, ring.toDriver() ? -1 : 1,
                    "n = " + ring.minDepth() + " to " + ring.maxDepth() + " slots, default " + ring.defaultDepth(), payload)));
        }
        figures.addAll(types.payload("What a slot of " + device.name() + "." + ring.name() + " carries", id, ring.payload(), of));
        return item(id, "Ring " + ring.name(), ring.meta(), facts, figures);
    }

    private static String words(Arg arg) {
        return arg.name() + " : " + Links.plain(arg.type()) + arg.facts().gate().map(gate -> " if " + ExprText.of(gate)).orElse("")
                + arg.facts().otherwise().map(type -> " else " + Links.plain(type)).orElse("");
    }

    private Item region(Device device, Region region, Links of) {
        String id = Ids.part(device.name(), "region", region.name());
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Memory", Html.of(region.id())));
        facts.add(Facts.fact("Type", links.type(region.type())));
        long size = region.layouts().lp64().size();
        facts.add(Facts.fact("Size", Html.of(size + " bytes")));
        if (!AbiClasses.same(region.layouts())) {
            facts.add(Facts.fact("ABI classes", Html.of("the size differs")));
        }
        fact(facts, "Written by", Facts.roles(region.writers()));
        region.gate().ifPresent(gate -> facts.add(Facts.fact("Only if", of.expr(gate))));
        region.counter().ifPresent(counter -> facts.add(Facts.fact("Sequence counter", Html.code(counter)
                .then(": odd while the writer writes; what was read counts if it was even and the same before and after"))));
        return item(id, "Region " + region.name(), region.meta(), facts, List.of());
    }

    private Optional<Part> calls(Device device, Links of) {
        if (device.calls().isEmpty()) {
            return Optional.empty();
        }
        Table.Builder table = new Table.Builder("Calls of " + device.name(), 1, "Number", "Call", "Arguments", "Result", "After", "Errors", "Only if", "Release");
        List<Item> items = new ArrayList<>();
        for (Call call : device.calls()) {
            String id = Ids.part(device.name(), "call", call.name());
            table.row("", "", call.number() > 255 ? Facts.hex(call.number()) : Html.of(call.number()), Links.within(id, call.name()),
                    Html.lines(call.args().stream().map(this::argument).toList()), Html.of(call.result().map(type -> type.keyword()).orElse("")), after(device, call),
                    Facts.names(call.errors()), call.gate().map(gate -> of.expr(gate)).orElse(Html.EMPTY), Facts.release(call.meta(), links));
            List<Fact> facts = new ArrayList<>();
            facts.add(Facts.fact("Number", Html.of(call.number()).then(call.number() > 9 ? " = " : "").then(call.number() > 9 ? Facts.hex(call.number()) : Html.EMPTY)));
            if (!call.args().isEmpty()) {
                facts.add(Facts.fact("Argument block", Html.of(call.layouts().lp64().size() + " bytes"
                        + (AbiClasses.same(call.layouts()) ? "" : "; ABI classes differ, see the table"))));
            }
            call.result().ifPresent(type -> facts.add(Facts.fact("Result", Html.code(type.keyword()).then(", not negative"))));
            fact(facts, "After", after(device, call));
            call.gate().ifPresent(gate -> facts.add(Facts.fact("Only if", of.expr(gate))));
            fact(facts, "Errors", Facts.names(call.errors()));
            items.add(item(id, "Call " + call.name(), call.meta(), facts,
                    types.block("Arguments of " + device.name() + "." + call.name(), id, call.args(), call.layouts(), of)));
        }
        return Optional.of(part("Calls of " + device.name(), List.of(Figure.of(table.build())), items));
    }

    private Html argument(Arg arg) {
        return Html.of(Facts.word(arg.direction()) + " ").then(Html.code(arg.name())).then(" : ").then(links.type(arg.type()));
    }

    private static Html after(Device device, Call call) {
        return Html.join(", ", call.after().stream().map(name -> Links.within(Ids.part(device.name(), kind(device, name), name), name)).toList());
    }

    private static String kind(Device device, String name) {
        if (device.rings().stream().anyMatch(ring -> ring.name().equals(name))) {
            return "ring";
        }
        return device.regions().stream().anyMatch(region -> region.name().equals(name)) ? "region" : "call";
    }

    // ---- models

    Entry model(DeviceModel model) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Type", Html.code(model.typeString()).then(", what an administrator writes into ").then(Html.code("type"))));
        facts.add(Facts.fact("Implements", Html.join(", ", model.devices().stream().map(links::to).toList())));
        model.profile().ifPresent(profile -> facts.add(Facts.fact("Profile", Html.code(profile).then(": its code serves what the contract names"))));
        Table.Builder table = new Table.Builder("Attributes of " + model.name(), 0, "Name", "Type", "Access", "Written while", "Unit", "Served by", "Release", "Meaning");
        Map<String, String> states = Map.of("closed", "no driver has it open");
        for (DeviceModel.Attribute attribute : model.attributes()) {
            boolean served = Profiles.of(model).filter(profile -> profile.serves(attribute)).isPresent();
            table.row(Ids.part(model.name(), "attribute", attribute.name()), "", Html.code(attribute.name()), links.type(attribute.type()),
                    Html.of(attribute.access().name().toLowerCase(Locale.ROOT)), Html.of(attribute.whileState().map(state -> states.getOrDefault(state, state)).orElse("")),
                    Html.of(attribute.unit().orElse("")), Html.of(served ? "profile" : ""), Facts.release(attribute.meta(), links), links.cell(attribute.meta().doc()));
        }
        return entries.entry("model", model.name(), model.meta(), facts, table.isEmpty() ? List.of() : List.of(Figure.of(table.build())), List.of());
    }
}
