// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import org.vbus.model.Spec;
import org.vbus.model.device.Arg;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Whether a header needs the kernel's types for numbers in the byte order of a virtio device. */
final class VirtioTypes {
    private VirtioTypes() { }

    static boolean usedBy(Spec spec) {
        return spec.types().stream().anyMatch(VirtioTypes::in)
                || spec.devices().stream().flatMap(device -> device.calls().stream()).flatMap(call -> call.args().stream()).map(Arg::type).anyMatch(VirtioTypes::in)
                || spec.charDevs().stream().flatMap(device -> device.ioctls().stream()).flatMap(one -> one.args().stream()).map(Arg::type)
                        .anyMatch(VirtioTypes::in);
    }

    private static boolean in(NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            return in(struct.body());
        }
        if (type instanceof NamedType.Enum named) {
            return isVirtio(named.base());
        }
        return type instanceof NamedType.Flags flags ? isVirtio(flags.base()) : in(((NamedType.Alias) type).target());
    }

    private static boolean in(Body body) {
        return body.members().stream().anyMatch(member -> member instanceof Member.Field field && in(field.type())
                || member instanceof Member.Overlay overlay && overlay.arms().stream().anyMatch(arm -> in(arm.type())));
    }

    private static boolean in(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return isVirtio(of.scalar());
        }
        if (type instanceof TypeRef.Bits bits) {
            return isVirtio(bits.base());
        }
        if (type instanceof TypeRef.Array array) {
            return in(array.element());
        }
        if (type instanceof TypeRef.Inline inline) {
            return in(inline.body());
        }
        return type instanceof TypeRef.Union union && union.arms().stream().anyMatch(arm -> in(arm.type()));
    }

    private static boolean isVirtio(Scalar scalar) {
        return scalar == Scalar.VIRTIO16 || scalar == Scalar.VIRTIO32 || scalar == Scalar.VIRTIO64;
    }
}
