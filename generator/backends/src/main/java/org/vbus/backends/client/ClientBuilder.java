// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.ArrayList;
import java.util.List;
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
import org.vbus.model.type.Role;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** Builds the view of a client. */
final class ClientBuilder {
    private static final Set<String> OWN = Set.of("close", "open", "session");
    /** What the methods name themselves. */
    static final Set<String> LOCALS = Set.of("block", "side", "result", "pool", "depth", "bytes", "copy");

    private final DeviceParts parts;
    private final Imports imports;
    private final Unique names = new Unique(name -> OWN.contains(name) || name.startsWith("granted") || name.startsWith("negotiate"));

    ClientBuilder(DeviceParts parts) {
        this.parts = parts;
        this.imports = ClassNames.imports(parts.spec);
    }

    String render() {
        // names go to calls first, then to rings, then to regions
        List<ClientView.Call> calls = parts.plain().stream()
                .map(call -> new CallBuilder(parts, imports, call).view(names.claim(JavaNames.variable(call.name())))).toList();
        List<ClientView.Ring> rings = parts.device.rings().stream().map(this::ring).toList();
        List<ClientView.Region> regions = parts.device.regions().stream().map(this::region).toList();
        List<ClientView.Group> groups = parts.device.features().stream().map(this::group).toList();
        List<String> doc = Docs.of(parts.device.meta(), "Device " + Docs.code(parts.device.name()) + ".", List.of("What a driver in Java has of the device "
                + Docs.code(parts.device.typeString()) + ". All methods may be called by any thread, a ring's end by one at a time."));
        String type = parts.typeString(imports);
        String version = parts.version(imports);
        ClientView view = new ClientView(Banner.of(parts.spec), ClassNames.packageName(parts.spec), imports.lines(), doc, ClassNames.client(parts.device), parts.device.name(),
                type, version, groups, calls, rings, regions);
        return Imports.withoutIdle(Templates.render(ClientBackend.class, "client", view));
    }

    // ---- features

    private ClientView.Group group(FeatureGroup group) {
        String name = JavaNames.camel(group.name());
        String masks = parts.masks(group, imports);
        List<String> doc = new ArrayList<>(Docs.of(group.meta(), "Features " + Docs.code(group.name()) + ".", List.of("Asks for features, without those whose"
                + " requirements are not asked for too; before the first ring or region is shared.")));
        doc.addAll(List.of("*", "* @param bits of {@link " + masks + "}", "* @return those that the device grants", CallBuilder.ERRNO + "what the device answers",
                "* @throws IllegalStateException once a ring or region is shared"));
        List<ClientView.Via> via = group.via().flatMap(call -> parts.negotiating().stream().filter(other -> other.name().equals(call)).findFirst())
                .map(this::via).stream().toList();
        return new ClientView.Group(doc, List.of("* What was granted of group " + Docs.code(group.name()) + " when it was negotiated last: bits of {@link " + masks + "}."),
                "negotiate" + name, DeviceParts.granted(group), masks, parts.others(group), JavaTypes.string(group.name()), via);
    }

    private ClientView.Via via(Call call) {
        Bindings.Block block = parts.block(call).orElseThrow();
        List<Bindings.Value> members = parts.negotiation(call, block);
        Bindings.Value number = members.get(0);
        Bindings.Value bits = members.get(1);
        return new ClientView.Via(JavaTypes.string(call.name()), parts.function(call, imports), imports.use(block.type()), number.setter(), DeviceParts.cast(number),
                bits.setter(), DeviceParts.cast(bits), bits.getter(), DeviceParts.check(call, block, false).stream().findFirst().orElse("check()"));
    }

    // ---- rings and regions

    private ClientView.Ring ring(Ring ring) {
        DeviceParts.Carried carried = parts.carried(ring, imports);
        List<String> doc = new ArrayList<>(Docs.of(ring.meta(), "Ring " + Docs.code(ring.name()) + (ring.toDriver() ? ", from the device." : ", to the device."),
                with("Shares the ring with the device.", parts.facts(ring))));
        doc.addAll(List.of("*", "* @param pool of the session's bus, for the buffers", "* @param depth number of slots, " + ring.minDepth() + " to " + ring.maxDepth()));
        if (!carried.isFixed()) {
            doc.add("* @param bytes of each buffer");
        }
        doc.addAll(List.of("* @return this side's end, its signal masked" + (ring.toDriver() ? ", every buffer posted" : ""), CallBuilder.ERRNO + "what the device answers;"
                + " {@code ENOMEM} when the pool has no room", "* @throws IllegalStateException when it is shared" + (ring.gate().isPresent() ? ", or the features are not granted" : "")));
        return new ClientView.Ring(doc, (ring.toDriver() ? "NorthReceiver<" : "NorthSender<") + carried.type() + ">", names.claim(JavaNames.variable(ring.name())),
                parts.gate(ring.gate(), imports), ring.toDriver() ? "receiver" : "sender", JavaTypes.string(ring.name()), parts.id(ring, imports), ring.minDepth(),
                ring.maxDepth(), !carried.isFixed(), carried.isFixed() ? carried.type() + ".SIZE" : "bytes", carried.java());
    }

    private ClientView.Region region(Region region) {
        String record = parts.record(region, imports);
        boolean reads = !region.writers().contains(Role.DRIVER);
        String kind = region.counter().isEmpty() ? "plain" : reads ? "reader" : "writer";
        String type = region.counter().isEmpty() ? record : (reads ? "SeqReader<" : "SeqWriter<") + record + ">";
        String fact = region.counter().isEmpty() ? "The device sees what is written, and may write it: copy, check and use the copy."
                : reads ? "The device writes it under a sequence counter." : "Written under a sequence counter.";
        List<String> doc = new ArrayList<>(Docs.of(region.meta(), "Region " + Docs.code(region.name()) + ".",
                with("Shared with the device the first time. " + fact, DeviceParts.facts(region))));
        doc.addAll(List.of("*", CallBuilder.ERRNO + "what the device answers"));
        region.gate().ifPresent(gate -> doc.add("* @throws IllegalStateException when the features are not granted"));
        return new ClientView.Region(kind, doc, type, names.claim(JavaNames.variable(region.name())), parts.gate(region.gate(), imports),
                JavaTypes.string(region.name()), parts.id(region, imports), record, parts.order(region));
    }

    private static List<String> with(String first, List<String> more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return all;
    }
}
