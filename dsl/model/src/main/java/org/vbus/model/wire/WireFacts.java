// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.device.RingType;
import org.vbus.model.device.Virtio;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;

/** The wire facts of a device, one a line. Names, comments and places do not occur: members are known by their index, bits by their number. */
public final class WireFacts {
    private final SpecSet specs;
    private final Device device;
    private final TypeFacts types;
    private final List<String> lines = new ArrayList<>();

    private WireFacts(SpecSet specs, Device device) {
        this.specs = specs;
        this.device = device;
        this.types = new TypeFacts(specs, device);
    }

    /** The canonical text of one device. */
    public static String of(SpecSet specs, Device device) {
        WireFacts facts = new WireFacts(specs, device);
        facts.collect();
        return String.join("\n", facts.lines) + "\n";
    }

    private void collect() {
        lines.add(device.virtio().map(virtio -> "virtio " + virtio.id()).orElse("device \"" + device.typeString() + "\"") + " version " + version());
        device.features().forEach(this::group);
        device.rings().forEach(this::ring);
        device.regions().forEach(this::region);
        device.calls().forEach(this::call);
        device.virtio().ifPresent(this::virtio);
    }

    private void virtio(Virtio virtio) {
        virtio.config().ifPresent(name -> lines.add("config " + types.named(name) + (virtio.generation() ? " generation" : "")));
        // queues name lets and fields of the configuration, which have no number: here the names are what counts
        virtio.lets().forEach(let -> lines.add("let " + let.name() + " " + ExprText.of(let.value()) + let.gate().map(expr -> " if " + text(expr)).orElse("")
                + let.otherwise().map(expr -> " else " + ExprText.of(expr)).orElse("")));
        for (Virtio.Queue queue : virtio.queues()) {
            lines.add("queue " + ExprText.of(queue.number()) + queue.bound().map(expr -> " below " + ExprText.of(expr)).orElse("")
                    + (queue.toDriver() ? " to-driver " : " to-device ") + payload(queue.payload()) + gate(queue.gate())
                    + queue.header().map(name -> " header " + types.named(name)).orElse("")
                    + (queue.selected() ? " by " + String.join(", ", queue.selectors()) : ""));
            queue.requests().forEach(request -> lines.add("  request " + request.numbers() + " " + payload(request.args()) + gate(request.gate())));
        }
    }

    private String version() {
        return device.version().flatMap(name -> specs.specs().stream().filter(spec -> spec.devices().contains(device))
                .flatMap((Spec spec) -> spec.versions().stream()).filter(version -> version.name().equals(name)).findFirst())
                .map(version -> version.value().toString()).orElse("none");
    }

    private void group(FeatureGroup group) {
        String via = group.via().map(call -> "call " + numberOf(call)).orElse("bus");
        for (FeatureGroup.Bit bit : group.bits()) {
            lines.add("feature " + group.id() + " " + bit.bit() + " via " + via + bit.requires().map(expr -> " requires " + text(expr)).orElse(""));
        }
    }

    private void ring(Ring ring) {
        lines.add("ring " + ring.id() + (ring.toDriver() ? " to-driver " : " to-device ") + ring.minDepth() + ".." + ring.maxDepth()
                + " slot " + payload(ring.payload()) + gate(ring.gate()));
        RingType type = specs.ringTypes().get(ring.ringType());
        if (type != null) {
            String orders = type.orders().stream().map(order -> order.kind() + " " + types.path(type.head(), order.path())).collect(Collectors.joining(", "));
            String indices = type.indices().stream().map(index -> types.path(type.head(), index.path())).collect(Collectors.joining(", "));
            lines.add("  protocol " + types.named(type.head()) + " signal " + types.path(type.head(), type.signal()) + " slots "
                    + types.path(type.head(), type.slots()) + " owner " + types.path(type.head(), type.owner()) + " indices " + indices
                    + " order " + orders + (type.exactSize() ? " exact" : "") + " checks " + type.attachChecks().size());
        }
    }

    private void region(Region region) {
        lines.add("region " + region.id() + " " + types.of(region.type()) + " by " + region.writers() + (region.counter().isPresent() ? " seqlock" : "")
                + gate(region.gate()));
    }

    private void call(Call call) {
        String after = call.after().stream().map(this::stepOf).collect(Collectors.joining(" "));
        String errors = call.errors().stream().sorted().collect(Collectors.joining(" "));
        lines.add("call " + call.number() + " " + payload(call.args()) + " result " + call.result().map(Enum::name).orElse("none")
                + " after [" + after + "] errors [" + errors + "]" + gate(call.gate()));
    }

    private String payload(List<Arg> args) {
        List<Member> members = args.stream().map(arg -> (Member) new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())).toList();
        Body body = Body.of(members);
        String directions = args.stream().map(arg -> arg.direction().name()).collect(Collectors.joining(" "));
        return "(" + directions + ") " + types.of(body);
    }

    private String gate(Optional<Expr> gate) {
        return gate.map(expr -> " if " + text(expr)).orElse("");
    }

    private String text(Expr expr) {
        return types.of(expr, Body.of(List.of()));
    }

    private String numberOf(String call) {
        return device.calls().stream().filter(c -> c.name().equals(call)).map(c -> Long.toString(c.number())).findFirst().orElse(call);
    }

    private String stepOf(String name) {
        for (Ring ring : device.rings()) {
            if (ring.name().equals(name)) {
                return "memory " + ring.id();
            }
        }
        for (Region region : device.regions()) {
            if (region.name().equals(name)) {
                return "memory " + region.id();
            }
        }
        return "call " + numberOf(name);
    }
}
