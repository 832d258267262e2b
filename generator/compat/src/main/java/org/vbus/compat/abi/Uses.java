// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.RingType;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.TypeRef;

/** What the requested packages use, and which way records of each type travel. */
final class Uses {
    private static final String TO_DEVICE = "to-device";
    private static final String TO_DRIVER = "to-driver";
    private static final Set<String> BOTH = Set.of(TO_DEVICE, TO_DRIVER);

    private final SpecSet specs;
    private final Set<String> reached = new HashSet<>();
    private final Map<String, Set<String>> flows = new HashMap<>();

    Uses(SpecSet specs) {
        this.specs = specs;
        for (Spec spec : specs.requestedSpecs()) {
            spec.devices().forEach(this::device);
            spec.charDevs().forEach(this::charDev);
            spec.models().forEach(model -> model.devices().forEach(reached::add));
            spec.ringTypes().forEach(type -> ringType(spec.packageName() + "." + type.name(), type));
            // what no device uses has no known way
            spec.types().forEach(type -> use(new TypeRef.Named(spec.packageName() + "." + type.name()), Set.of()));
        }
    }

    /** Whether a type, ring type or device, by its qualified name, belongs to what is judged. */
    boolean reaches(String qualified) {
        return reached.contains(qualified);
    }

    /** Sorted; empty when no use says it. */
    List<String> flow(String type) {
        return List.copyOf(new TreeSet<>(flows.getOrDefault(type, Set.of())));
    }

    private void device(Device device) {
        device.rings().forEach(ring -> {
            Optional.ofNullable(specs.ringTypes().get(ring.ringType())).ifPresent(type -> ringType(ring.ringType(), type));
            ring.payload().forEach(arg -> arg(arg, Set.of(ring.toDriver() ? TO_DRIVER : TO_DEVICE)));
        });
        device.regions().forEach(region -> use(region.type(), ways(region.writers(), Set.of())));
        device.calls().forEach(call -> call.args().forEach(arg -> arg(arg, ways(arg.direction()))));
        device.virtio().ifPresent(virtio -> {
            virtio.config().ifPresent(config -> use(new TypeRef.Named(config), BOTH));
            virtio.queues().forEach(queue -> {
                queue.payload().forEach(arg -> arg(arg, Set.of(queue.toDriver() ? TO_DRIVER : TO_DEVICE)));
                queue.header().ifPresent(header -> use(new TypeRef.Named(header), Set.of(TO_DEVICE)));
                queue.requests().forEach(request -> request.args().forEach(arg -> arg(arg, ways(arg.direction()))));
            });
        });
    }

    private void charDev(CharDev device) {
        device.ioctls().forEach(ioctl -> ioctl.args().forEach(arg -> arg(arg, ways(arg.direction()))));
        device.read().ifPresent(read -> arg(read.elements(), Set.of(TO_DRIVER)));
    }

    private void ringType(String name, RingType type) {
        if (reached.add(name)) {
            use(new TypeRef.Named(type.head()), Set.of());
        }
    }

    private void arg(Arg arg, Set<String> ways) {
        use(arg.type(), ways);
        facts(arg.facts(), ways);
    }

    private void facts(FieldFacts facts, Set<String> ways) {
        facts.otherwise().ifPresent(type -> use(type, ways));
        facts.address().ifPresent(address -> use(address.target(), address.direction().map(Uses::ways).orElse(ways)));
    }

    private static Set<String> ways(Direction direction) {
        return direction == Direction.INOUT ? BOTH : Set.of(direction == Direction.IN ? TO_DEVICE : TO_DRIVER);
    }

    private static Set<String> ways(List<Role> writers, Set<String> otherwise) {
        Set<String> ways = new HashSet<>();
        for (Role writer : writers) {
            // the other roles belong to either side
            ways.addAll(writer == Role.DRIVER ? Set.of(TO_DEVICE) : writer == Role.DEVICE ? Set.of(TO_DRIVER) : otherwise);
        }
        return writers.isEmpty() ? otherwise : ways;
    }

    private void use(TypeRef type, Set<String> ways) {
        if (type instanceof TypeRef.Array array) {
            if (array.length() instanceof TypeRef.Length.ByEnum byEnum) {
                use(new TypeRef.Named(byEnum.enumName()), ways);
            }
            use(array.element(), ways);
        } else if (type instanceof TypeRef.Inline inline) {
            inline.body().members().forEach(member -> member(member, ways));
        } else if (type instanceof TypeRef.Union union) {
            for (TypeRef.Arm arm : union.arms()) {
                use(arm.type(), ways);
                arm.tags().stream().filter(tag -> tag.contains(".")).forEach(tag -> use(new TypeRef.Named(tag.substring(0, tag.lastIndexOf('.'))), Set.of()));
            }
        } else if (type instanceof TypeRef.Bits bits) {
            bits.parts().forEach(part -> part.type().ifPresent(name -> use(new TypeRef.Named(name), ways)));
        } else if (type instanceof TypeRef.Named named && specs.types().containsKey(named.name())) {
            boolean first = reached.add(named.name());
            boolean more = flows.computeIfAbsent(named.name(), name -> new HashSet<>()).addAll(ways);
            if (first || more) {
                inside(specs.types().get(named.name()), ways);
            }
        }
    }

    private void inside(NamedType type, Set<String> ways) {
        if (type instanceof NamedType.Struct struct) {
            struct.body().members().forEach(member -> member(member, ways(struct.writers(), ways)));
        } else if (type instanceof NamedType.Alias alias) {
            use(alias.target(), ways);
            facts(alias.facts(), ways);
        }
    }

    private void member(Member member, Set<String> ways) {
        if (member instanceof Member.Overlay overlay) {
            overlay.arms().forEach(arm -> member(arm, ways));
        } else if (member instanceof Member.Field field) {
            Set<String> own = field.facts().direction().map(Uses::ways).orElse(ways(field.facts().writers(), ways));
            use(field.type(), own);
            facts(field.facts(), own);
        }
    }
}
