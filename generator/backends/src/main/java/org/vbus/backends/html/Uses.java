// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vbus.backends.html.Directory.Place;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Version;
import org.vbus.model.device.Arg;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.RingType;
import org.vbus.model.device.Virtio;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

/** Which places use a declaration, over all specs. Immutable once made. */
final class Uses {
    private final Directory directory;
    private final Map<Place, Set<Place>> byTarget = new LinkedHashMap<>();

    Uses(SpecSet specs, Directory directory) {
        this.directory = directory;
        specs.specs().forEach(this::spec);
    }

    /** Users of a declaration, those of its own package first. */
    List<Place> of(Place target) {
        List<Place> own = new ArrayList<>();
        List<Place> foreign = new ArrayList<>();
        for (Place user : byTarget.getOrDefault(target, Set.of())) {
            (user.packageName().equals(target.packageName()) ? own : foreign).add(user);
        }
        own.addAll(foreign);
        return own;
    }

    private void spec(Spec spec) {
        String in = spec.packageName();
        for (Version version : spec.versions()) {
            version.covers().forEach(name -> use(place(in, version.name(), version.name(), "version"), in + "." + name));
        }
        spec.types().forEach(type -> type(in, type));
        for (RingType type : spec.ringTypes()) {
            use(place(in, type.name(), type.name(), "ringtype"), type.head());
        }
        spec.devices().forEach(device -> device(in, device));
        spec.charDevs().forEach(node -> node(in, node));
        for (DeviceModel model : spec.models()) {
            model.devices().forEach(device -> use(place(in, model.name(), model.name(), "model"), device));
            for (DeviceModel.Attribute attribute : model.attributes()) {
                Place user = part(in, model.name(), "attribute", attribute.name());
                References.inType(attribute.type(), name -> use(user, name));
            }
        }
    }

    private void type(String in, NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            struct.device().ifPresent(device -> use(place(in, struct.name(), struct.name(), "struct"), device));
            for (Member member : struct.body().members()) {
                if (member instanceof Member.Field field) {
                    member(in, struct.name(), field);
                } else if (member instanceof Member.Overlay overlay) {
                    overlay.arms().forEach(arm -> member(in, struct.name(), arm));
                }
            }
        } else if (type instanceof NamedType.Alias alias) {
            Place user = place(in, alias.name(), alias.name(), "type");
            References.inType(alias.target(), name -> use(user, name));
            References.inFacts(alias.facts(), name -> use(user, name));
        }
    }

    private void member(String in, String struct, Member.Field field) {
        Place user = place(in, Ids.member(struct, field.name()), struct + "." + field.name(), "field");
        References.inMember(field, name -> use(user, name));
    }

    private void device(String in, Device device) {
        Place whole = place(in, device.name(), device.name(), "device");
        device.version().ifPresent(version -> use(whole, in + "." + version));
        device.rings().forEach(ring -> {
            Place user = part(in, device.name(), "ring", ring.name());
            use(user, ring.ringType());
            args(user, ring.payload());
        });
        device.regions().forEach(region -> References.inType(region.type(), name -> use(part(in, device.name(), "region", region.name()), name)));
        device.calls().forEach(call -> args(part(in, device.name(), "call", call.name()), call.args()));
        for (Virtio virtio : device.virtio().stream().toList()) {
            virtio.config().ifPresent(config -> use(whole, config));
            for (Virtio.Queue queue : virtio.queues()) {
                Place user = part(in, device.name(), "queue", queue.name());
                args(user, queue.payload());
                queue.header().ifPresent(header -> use(user, header));
                queue.requests().forEach(one -> args(part(in, device.name(), "request-" + queue.name(), one.name()), one.args()));
            }
        }
    }

    private void node(String in, CharDev node) {
        node.ioctls().forEach(one -> args(part(in, node.name(), "ioctl", one.name()), one.args()));
        node.read().ifPresent(read -> args(place(in, node.name(), node.name() + ".read", "chardev"), List.of(read.elements())));
    }

    private void args(Place user, List<Arg> args) {
        for (Arg arg : args) {
            References.inType(arg.type(), name -> use(user, name));
            References.inFacts(arg.facts(), name -> use(user, name));
        }
    }

    private static Place part(String in, String owner, String kind, String name) {
        return place(in, Ids.part(owner, kind, name), owner + "." + name, kind.startsWith("request") ? "request" : kind);
    }

    private static Place place(String in, String id, String name, String kind) {
        return new Place(in, id, name, kind, "");
    }

    private void use(Place user, String name) {
        directory.find(name).filter(target -> !(target.id().equals(user.id()) && target.packageName().equals(user.packageName())))
                .ifPresent(target -> byTarget.computeIfAbsent(target, unused -> new LinkedHashSet<>()).add(user));
    }
}
