// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.targets.java.JavaNames;

/** What the bindings cannot express. */
final class Obstacles {
    /** More would not fit the 64 KB that a class file allows its initializer. */
    private static final int MOST_MEMBERS = 1000;

    private static final String CLASS_TWICE = "VB1201";
    private static final String TOO_MANY_MEMBERS = "VB1202";
    private static final String ALIGNED_IN_PACKED = "VB1203";
    private static final String TOO_MANY_INDICES = "VB1204";

    private final TypeNames types;
    private final List<Diagnostic> found = new ArrayList<>();

    Obstacles(TypeNames types) {
        this.types = types;
    }

    static List<Rule> rules() {
        return Stream.of(CLASS_TWICE, TOO_MANY_MEMBERS, ALIGNED_IN_PACKED, TOO_MANY_INDICES)
                .map(code -> Rule.error(code, Obstacles.class)).toList();
    }

    List<Diagnostic> of(SpecSet specs) {
        Map<String, Spec> files = new HashMap<>();
        for (Spec spec : specs.requestedSpecs()) {
            String packageName = JavaNames.packageName(spec.packageName());
            for (String name : JavaBackend.classes(spec, types)) {
                Spec other = files.putIfAbsent(packageName + "." + name, spec);
                if (other != null) {
                    add(CLASS_TWICE, "two elements become the Java class " + packageName + "." + name, placeOf(spec, name),
                            "rename one of them in " + spec.packageName());
                }
            }
            spec.types().forEach(this::type);
        }
        return found;
    }

    private void type(NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            count(struct.name(), struct.body().members().size(), struct.meta().origin());
            body(struct.body(), struct.layouts().lp64(), struct.name());
        } else if (type instanceof NamedType.Enum named) {
            count(named.name(), named.literals().size(), named.meta().origin());
        }
    }

    private void count(String name, int members, Origin origin) {
        if (members > MOST_MEMBERS) {
            add(TOO_MANY_MEMBERS, name + " has " + members + " members, a Java class holds at most " + MOST_MEMBERS, origin, "split it");
        }
    }

    private void body(Body body, StructLayout layout, String struct) {
        for (int i = 0; i < body.members().size(); i++) {
            if (body.members().get(i) instanceof Member.Field field) {
                field(body, field, layout.members().get(i), struct);
            }
        }
    }

    private void field(Body body, Member.Field field, MemberLayout layout, String struct) {
        Shape shape = Shape.of(field.type(), layout, types);
        if (body.packed() && shape.isPart() && alignOf(shape) > 1) {
            add(ALIGNED_IN_PACKED, struct + "." + field.name() + " is a struct of alignment " + alignOf(shape) + " in a packed one: the JVM reads aligned"
                    + " fields only on their alignment", field.meta().origin(), "write its members in place, or drop packed");
        }
        if (shape.dims().size() > 3 || shape.dims().stream().skip(1).anyMatch(Shape.Dim::isOpen)) {
            add(TOO_MANY_INDICES, struct + "." + field.name() + " has more than three indices, or one that is not the first without a fixed length",
                    field.meta().origin(), "put the inner array into a struct");
        }
        if (shape.leaf() instanceof Shape.Inline inline) {
            body(inline.body(), inline.layout(), struct + "." + field.name());
        }
    }

    private static int alignOf(Shape shape) {
        if (shape.leaf() instanceof Shape.Declared declared) {
            return declared.type().layouts().lp64().align();
        }
        return shape.leaf() instanceof Shape.Inline inline ? inline.layout().align() : ((Shape.Arms) shape.leaf()).layout().align();
    }

    private static Origin placeOf(Spec spec, String className) {
        return spec.types().stream().filter(type -> JavaNames.type(type.name()).equals(className)).reduce((first, last) -> last)
                .map(type -> type.meta().origin())
                .or(() -> spec.devices().stream().map(Device::meta).map(meta -> meta.origin()).findFirst()).orElse(spec.meta().origin());
    }

    private void add(String code, String message, Origin origin, String hint) {
        found.add(Diagnostic.error(code, message, origin, Optional.of(hint)));
    }
}
