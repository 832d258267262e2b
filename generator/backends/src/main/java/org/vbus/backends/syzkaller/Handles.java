// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.CharDev;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** Which opaque types are resources: those that some ioctl hands out. What nothing hands out is a number like any other. */
final class Handles {
    private final SpecSet specs;
    private final Set<String> made = new HashSet<>();
    private final Set<Seen> seen = new HashSet<>();
    private final Deque<Seen> waiting = new ArrayDeque<>();

    /** A struct, looked at once for each way; a chain of types may be long, so each waits for its turn. */
    private record Seen(String struct, Direction direction) { }

    Handles(SpecSet specs, Spec spec) {
        this.specs = specs;
        for (CharDev device : spec.charDevs()) {
            for (CharDev.Ioctl ioctl : device.ioctls()) {
                ioctl.args().forEach(arg -> look(arg.type(), arg.direction()));
            }
            device.read().map(CharDev.Read::elements).map(Arg::type).ifPresent(type -> look(type, Direction.OUT));
        }
        for (Seen next = waiting.poll(); next != null; next = waiting.poll()) {
            look(((NamedType.Struct) specs.types().get(next.struct())).body().members(), next.direction());
        }
    }

    /** Whether a declared type is a resource. */
    boolean isResource(String qualified) {
        return made.contains(qualified);
    }

    private void look(TypeRef type, Direction direction) {
        if (type instanceof TypeRef.Array array) {
            look(array.element(), direction);
        } else if (type instanceof TypeRef.Inline inline) {
            look(inline.body().members(), direction);
        } else if (type instanceof TypeRef.Union union) {
            union.arms().forEach(arm -> look(arm.type(), direction));
        } else if (type instanceof TypeRef.Named named) {
            NamedType found = specs.types().get(named.name());
            if (found instanceof NamedType.Struct) {
                Seen one = new Seen(named.name(), direction);
                if (seen.add(one)) {
                    waiting.add(one);
                }
            } else if (found instanceof NamedType.Alias alias) {
                if (alias.facts().opaque() && alias.target() instanceof TypeRef.Of && direction == Direction.OUT) {
                    made.add(named.name());
                }
                look(alias.target(), direction);
            }
        }
    }

    private void look(List<Member> members, Direction direction) {
        for (Member member : members) {
            List<Member.Field> fields = member instanceof Member.Field field ? List.of(field) : member instanceof Member.Overlay overlay ? overlay.arms() : List.of();
            fields.forEach(field -> look(field.type(), Optional.of(field).flatMap(one -> one.facts().direction()).orElse(direction)));
        }
    }
}
