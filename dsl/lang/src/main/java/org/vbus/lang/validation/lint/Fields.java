// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import java.util.ArrayList;
import java.util.List;
import org.vbus.model.Spec;
import org.vbus.model.device.Arg;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** Every field and argument of a file. */
final class Fields {
    /**
     * A field or an argument.
     *
     * @param element name of the declaration that it is in
     * @param beside the members that it stands among
     */
    record Site(String element, Member.Field field, List<Member> beside) { }

    private final List<Site> sites = new ArrayList<>();
    private String element;

    private Fields() { }

    static List<Site> of(Spec spec) {
        Fields fields = new Fields();
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Struct struct) {
                fields.element = struct.name();
                fields.body(struct.body());
            }
        }
        for (Device device : spec.devices()) {
            fields.element = device.name();
            device.calls().forEach(call -> fields.args(call.args()));
            device.rings().forEach(ring -> fields.args(ring.payload()));
            device.virtio().ifPresent(virtio -> virtio.queues().forEach(queue -> {
                fields.args(queue.payload());
                queue.requests().forEach(request -> fields.args(request.args()));
            }));
        }
        for (CharDev device : spec.charDevs()) {
            fields.element = device.name();
            device.ioctls().forEach(ioctl -> fields.args(ioctl.args()));
            device.read().ifPresent(read -> fields.args(List.of(read.elements())));
        }
        return fields.sites;
    }

    private void args(List<Arg> args) {
        body(Body.of(args.stream().map(arg -> (Member) new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())).toList()));
    }

    private void body(Body body) {
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                sites.add(new Site(element, field, body.members()));
                inside(field.type());
            } else if (member instanceof Member.Overlay overlay) {
                body(Body.of(List.copyOf(overlay.arms())));
            }
        }
    }

    private void inside(TypeRef type) {
        if (type instanceof TypeRef.Inline inline) {
            body(inline.body());
        } else if (type instanceof TypeRef.Array array) {
            inside(array.element());
        } else if (type instanceof TypeRef.Union union) {
            union.arms().forEach(arm -> inside(arm.type()));
        }
    }

    /** Whether a type is a bare integer: no enum, no flags, no text. */
    static boolean isInteger(TypeRef type) {
        return type instanceof TypeRef.Of of && of.scalar() != org.vbus.model.type.Scalar.CHAR && of.scalar() != org.vbus.model.type.Scalar.BOOL;
    }

    /** Whether a name is one of these words, or ends in one behind an underscore. */
    static boolean isCalled(String name, java.util.Set<String> words) {
        return words.contains(name.substring(name.lastIndexOf('_') + 1).toLowerCase(java.util.Locale.ROOT));
    }
}
