// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.backends.Banner;
import org.vbus.backends.java.Bindings;
import org.vbus.backends.java.Docs;
import org.vbus.backends.java.Imports;
import org.vbus.backends.java.Unique;
import org.vbus.backends.text.Templates;
import org.vbus.model.device.Call;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Role;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** Builds the view of a device model. */
final class ModelBuilder {
    private static final Set<String> OWN = Set.of("call", "share", "close", "closed", "memory");

    private final DeviceParts parts;
    private final Imports imports;
    private final Unique names = new Unique(name -> OWN.contains(name) || name.startsWith("granted"));

    ModelBuilder(DeviceParts parts) {
        this.parts = parts;
        this.imports = ClassNames.imports(parts.spec);
    }

    String render() {
        List<ModelView.Call> calls = parts.plain().stream().map(this::call).toList();
        List<ModelView.Ring> rings = parts.device.rings().stream().map(this::ring).toList();
        List<ModelView.Region> regions = parts.device.regions().stream().map(this::region).toList();
        List<FeatureGroup> declared = parts.device.features();
        List<ModelView.Group> groups = declared.stream().map(this::group).toList();
        List<ModelView.Via> ways = parts.negotiating().stream().map(call -> via(call, declared, groups)).toList();
        List<String> doc = Docs.of(parts.device.meta(), "Device " + Docs.code(parts.device.name()) + ".", List.of("What the author of a device "
                + Docs.code(parts.device.typeString()) + " writes in Java: this class and its {@link Connection}. One driver at a time has it open; the next one"
                + " is refused with {@code EBUSY}."));
        int major = parts.spec.abi().map(abi -> abi.release().major()).orElse(0);
        int minor = parts.spec.abi().map(abi -> abi.release().minor()).orElse(0);
        String version = parts.version(imports);
        String type = parts.typeString(imports);
        ModelView view = new ModelView(Banner.of(parts.spec), ClassNames.packageName(parts.spec), imports.lines(), doc, ClassNames.model(parts.device), parts.device.name(),
                type, parts.device.version().map(name -> version).stream().toList(), version, parts.hash(imports), major, minor,
                groups, ways, calls, rings, regions, names.claim("negotiate"));
        return Imports.withoutIdle(Templates.render(ClientBackend.class, "model", view));
    }

    // ---- features

    private ModelView.Group group(FeatureGroup group) {
        String name = JavaNames.camel(group.name());
        String masks = parts.masks(group, imports);
        List<String> doc = Docs.of(group.meta(), "Features " + Docs.code(group.name()) + ".", List.of("Which of them can this device do now? Bits of {@link " + masks
                + "}. Asked when the driver negotiates."));
        return new ModelView.Group(doc, names.claim("offer" + name), DeviceParts.granted(group), names.claim("negotiated" + name), names.claim("grant" + name), masks,
                parts.others(group), group.via().isEmpty());
    }

    private ModelView.Via via(Call call, List<FeatureGroup> declared, List<ModelView.Group> groups) {
        Bindings.Block block = parts.block(call).orElseThrow();
        List<Bindings.Value> members = parts.negotiation(call, block);
        List<ModelView.Group> own = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (declared.get(i).via().filter(call.name()::equals).isPresent()) {
                own.add(groups.get(i));
            }
        }
        return new ModelView.Via(JavaTypes.string(call.name()), parts.label(call, imports), names.claim("via" + JavaNames.camel(call.name())), imports.use(block.type()),
                DeviceParts.check(call, block, true).stream().findFirst().orElse("check()"), members.get(0).getter(), members.get(1).getter(), members.get(1).setter(),
                DeviceParts.cast(members.get(1)), own);
    }

    // ---- calls

    private ModelView.Call call(Call call) {
        Optional<Bindings.Block> block = parts.block(call);
        List<String> doc = new ArrayList<>(Docs.of(call.meta(), "Call " + Docs.code(call.name()) + ".", DeviceParts.facts(call)));
        doc.add("*");
        block.ifPresent(of -> doc.add("* @param args a copy of the arguments, checked; what is written to it goes to the driver"));
        if (call.result().isPresent()) {
            doc.add("* @return 0 or more");
        }
        doc.add("* @throws ErrnoException the answer to the driver" + (call.errors().isEmpty() ? "" : ": " + Docs.code(String.join(", ", call.errors()))));
        String method = names.claim(JavaNames.variable(call.name()));
        return new ModelView.Call(doc, call.result().isPresent() ? "int" : "void", method, names.claim("on" + JavaNames.camel(call.name())), parts.label(call, imports),
                parts.gate(call.gate(), imports), JavaTypes.string(call.name()), DeviceParts.after(call), block.map(of -> imports.use(of.type())).stream().toList(),
                block.map(of -> DeviceParts.check(call, of, true)).orElse(List.of()), block.isPresent() && isFresh(call),
                block.map(of -> fresh(call, of)).orElse(List.of()), call.result().isPresent());
    }

    /** What only travels to the driver begins as {@code init} makes it: nothing of the driver's shows through, and fixed values are there. */
    private List<ModelView.Fresh> fresh(Call call, Bindings.Block block) {
        if (call.args().stream().noneMatch(arg -> arg.direction().toDevice()) || block.isStruct()) {
            return List.of();
        }
        String type = imports.use(block.type());
        return block.values().stream().filter(value -> value.direction() == Direction.OUT)
                .map(value -> new ModelView.Fresh(type + "." + value.offset(), value.bytes() + "L")).toList();
    }

    /** Whether nothing of the block is the driver's. */
    private static boolean isFresh(Call call) {
        return call.args().stream().noneMatch(arg -> arg.direction().toDevice());
    }

    // ---- rings and regions

    private ModelView.Ring ring(Ring ring) {
        DeviceParts.Carried carried = parts.carried(ring, imports);
        String method = names.claim(JavaNames.variable(ring.name()));
        boolean bounded = !carried.isFixed() && !ring.toDriver() || carried.java().contains("Payload.array(");
        List<String> doc = new ArrayList<>(Docs.of(ring.meta(), "Ring " + Docs.code(ring.name()) + (ring.toDriver() ? ", to the driver." : ", from the driver."),
                with("The driver shares the ring; keep it, and listen to it.", parts.facts(ring))));
        doc.addAll(List.of("*", "* @param ring this side's end, its signal masked; until {@link #closed} has returned", "* @throws ErrnoException to refuse it"));
        return new ModelView.Ring(doc, method, (ring.toDriver() ? "SouthSender<" : "SouthReceiver<") + carried.type() + ">", ring.toDriver() ? "SouthSender" : "SouthReceiver",
                parts.id(ring, imports), parts.gate(ring.gate(), imports), JavaTypes.string(ring.name()), ring.minDepth(), ring.maxDepth(),
                bounded ? List.of(names.claim("most" + JavaNames.camel(ring.name()))) : List.of(), carried.java());
    }

    private ModelView.Region region(Region region) {
        String record = parts.record(region, imports);
        boolean writes = region.writers().contains(Role.DEVICE);
        String kind = region.counter().isEmpty() ? "plain" : writes ? "writer" : "reader";
        String type = region.counter().isEmpty() ? record : (writes ? "SeqWriter<" : "SeqReader<") + record + ">";
        List<String> doc = new ArrayList<>(Docs.of(region.meta(), "Region " + Docs.code(region.name()) + ".",
                with("The driver shares the region" + (region.counter().isEmpty() ? ", and may write it at any time: copy, check and use the copy." : "."),
                        DeviceParts.facts(region))));
        doc.addAll(List.of("*", "* @param region until {@link #closed} has returned", "* @throws ErrnoException to refuse it"));
        return new ModelView.Region(kind, doc, names.claim(JavaNames.variable(region.name())), type, parts.id(region, imports), parts.gate(region.gate(), imports),
                JavaTypes.string(region.name()), record, parts.order(region));
    }

    private static List<String> with(String first, List<String> more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return all;
    }
}
