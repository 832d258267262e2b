// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.backends.text.Comments;
import org.vbus.model.Const;
import org.vbus.model.Meta;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Version;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.RingType;
import org.vbus.model.device.Virtio;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

/** Where everything that has a name stands in the pages. Immutable once made; any thread may read it. */
final class Directory {
    /**
     * A place.
     *
     * @param id in the page of its package
     * @param name as people look for it: {@code venet_sg}, {@code venet.LINKUP}
     * @param kind as the language writes it
     * @param about first sentence of its doc comment
     */
    record Place(String packageName, String id, String name, String kind, String about) { }

    private final List<Place> places = new ArrayList<>();
    private final Map<String, Place> declarations = new LinkedHashMap<>();

    Directory(SpecSet specs) {
        specs.specs().forEach(this::enter);
    }

    /** Everything, in the order of the specs. */
    List<Place> places() {
        return places;
    }

    /** Declarations of one package, in the order of the pages' sections. */
    List<Place> declarations(String packageName) {
        return declarations.values().stream().filter(place -> place.packageName().equals(packageName)).toList();
    }

    /** A declaration, or the enum of a literal, by qualified name. */
    Optional<Place> find(String qualified) {
        Place place = declarations.get(qualified);
        if (place == null && qualified.indexOf('.') > 0) {
            return Optional.ofNullable(declarations.get(qualified.substring(0, qualified.lastIndexOf('.')))).filter(owner -> owner.kind().equals("enum"));
        }
        return Optional.ofNullable(place);
    }

    /** From a page to a place. */
    static String href(String from, Place to) {
        return (from.equals(to.packageName()) ? "" : page(to.packageName())) + "#" + to.id();
    }

    /** File of a package's page, beside the other pages. */
    static String page(String packageName) {
        return packageName + ".html";
    }

    private void enter(Spec spec) {
        String in = spec.packageName();
        for (Const constant : spec.constants()) {
            declare(in, "const", constant.name(), constant.meta());
        }
        for (Version version : spec.versions()) {
            declare(in, "version", version.name(), version.meta());
        }
        spec.types().forEach(type -> enter(in, type));
        for (RingType type : spec.ringTypes()) {
            declare(in, "ringtype", type.name(), type.meta());
        }
        spec.devices().forEach(device -> enter(in, device));
        for (CharDev node : spec.charDevs()) {
            declare(in, "chardev", node.name(), node.meta());
            node.ioctls().forEach(one -> part(in, node.name(), "ioctl", one.name(), one.meta()));
        }
        for (DeviceModel model : spec.models()) {
            declare(in, "model", model.name(), model.meta());
            model.attributes().forEach(one -> part(in, model.name(), "attribute", one.name(), one.meta()));
        }
    }

    private void enter(String in, NamedType type) {
        String name = type.name();
        if (type instanceof NamedType.Struct struct) {
            declare(in, "struct", name, type.meta());
            for (Member member : struct.body().members()) {
                if (member instanceof Member.Field field) {
                    place(in, Ids.member(name, field.name()), name + "." + field.name(), "field", field.meta());
                } else if (member instanceof Member.Overlay overlay) {
                    overlay.arms().forEach(arm -> place(in, Ids.member(name, arm.name()), name + "." + arm.name(), "field", arm.meta()));
                }
            }
        } else if (type instanceof NamedType.Enum choice) {
            declare(in, "enum", name, type.meta());
            choice.literals().forEach(one -> place(in, Ids.member(name, one.name()), choice.prefix() + one.name(), "literal", one.meta()));
        } else if (type instanceof NamedType.Flags flags) {
            declare(in, "flags", name, type.meta());
            flags.flags().forEach(one -> place(in, Ids.member(name, one.name()), flags.prefix() + one.name(), "flag", one.meta()));
        } else {
            declare(in, "type", name, type.meta());
        }
    }

    private void enter(String in, Device device) {
        declare(in, "device", device.name(), device.meta());
        device.features().forEach(group -> group.bits().forEach(bit ->
                place(in, Ids.feature(device.name(), group.name(), bit.name()), group.prefix() + bit.name(), "feature", bit.meta())));
        device.rings().forEach(ring -> part(in, device.name(), "ring", ring.name(), ring.meta()));
        device.regions().forEach(region -> part(in, device.name(), "region", region.name(), region.meta()));
        device.calls().forEach(call -> part(in, device.name(), "call", call.name(), call.meta()));
        for (Virtio virtio : device.virtio().stream().toList()) {
            for (Virtio.Queue queue : virtio.queues()) {
                part(in, device.name(), "queue", queue.name(), queue.meta());
                queue.requests().forEach(one -> part(in, device.name(), "request-" + queue.name(), one.name(), one.meta()));
            }
        }
    }

    private void declare(String in, String kind, String name, Meta meta) {
        declarations.put(in + "." + name, place(in, name, name, kind, meta));
    }

    private void part(String in, String owner, String kind, String name, Meta meta) {
        place(in, Ids.part(owner, kind, name), owner + "." + name, kind.startsWith("request") ? "request" : kind, meta);
    }

    private Place place(String in, String id, String name, String kind, Meta meta) {
        Place place = new Place(in, id, name, kind, Comments.brief(meta.doc()));
        places.add(place);
        return place;
    }
}
