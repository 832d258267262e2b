// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.List;
import org.vbus.model.Meta;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Role;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.java.JavaNames;

/**
 * A field that accessors are made for.
 *
 * @param offset from the start of the class's record
 * @param aligned its scalar lies on a multiple of its size, so that a peer sees it change at once
 * @param method stem of its methods, as {@code HdrLen}
 * @param constant stem of its constants, as {@code HDR_LEN}
 * @param nested the class inside this one for a struct in place, else empty
 */
record Slot(String name, Meta meta, FieldFacts facts, List<Role> writers, Shape shape, long offset, boolean aligned,
            String method, String constant, String nested) {
    Slot {
        writers = List.copyOf(writers);
    }

    String getter() {
        return "get" + method;
    }

    String setter() {
        return "set" + method;
    }

    /** The getter that gives the bare number: a named one has two. */
    String numberGetter() {
        return shape.leaf() instanceof Shape.Named ? getter() + "Value" : getter();
    }

    String part() {
        return part(method);
    }

    String has() {
        return "has" + method;
    }

    String has(TypeRef.Arm arm) {
        return has() + JavaNames.camel(arm.name());
    }

    String count() {
        return part() + "Count";
    }

    String partOfWord(TypeRef.Part part) {
        return method + JavaNames.camel(part.name());
    }

    /** A peer may look while this side writes, or the other way round. */
    boolean isShared() {
        return !writers.isEmpty() && aligned && !(shape.leaf() instanceof Shape.Text) && !shape.isPart();
    }

    /** Every method name that a stem would take. */
    static List<String> methods(String stem, Shape shape, FieldFacts facts) {
        List<String> names = new ArrayList<>();
        if (shape.isPart()) {
            names.add(part(stem));
        } else {
            for (String suffix : List.of("", "Acquire", "Volatile", "Release", "Value", "ValueAcquire", "ValueVolatile", "ValueRelease")) {
                names.add("get" + stem + suffix);
                names.add("set" + stem + suffix);
            }
        }
        if (shape.leaf() instanceof Shape.Word word) {
            word.bits().parts().forEach(part -> names.addAll(List.of("get" + stem + JavaNames.camel(part.name()),
                    "set" + stem + JavaNames.camel(part.name()))));
        }
        if (shape.leaf() instanceof Shape.Arms arms) {
            arms.union().arms().forEach(arm -> names.add("has" + stem + JavaNames.camel(arm.name())));
        }
        if (shape.isFlexible()) {
            names.add(part(stem) + "Count");
        }
        if (facts.gate().isPresent()) {
            names.add("has" + stem);
        }
        return names;
    }

    /** Every constant name that a stem would take. */
    static List<String> constants(String stem, FieldFacts facts) {
        List<String> names = new ArrayList<>(List.of(stem + "_OFFSET", stem + "_HANDLE", stem + "_COUNT", stem + "_STRIDE"));
        if (facts.fixed().isPresent()) {
            names.add(stem);
        }
        return names;
    }

    private static String part(String stem) {
        return stem.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + stem.substring(1);
    }
}
