// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;
import java.util.Optional;
import org.vbus.backends.java.JavaExprs.Value;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** From the path of a field to the getters that read it. */
final class Paths implements JavaExprs.Scope {
    private final Slots slots;
    private final TypeNames types;

    Paths(Slots slots, TypeNames types) {
        this.slots = slots;
        this.types = types;
    }

    @Override
    public Optional<Value> field(List<String> path) {
        return find(slots, path, "");
    }

    /** Only {@code check} has methods that add up. */
    @Override
    public Optional<Value> sum(List<String> path) {
        return Optional.empty();
    }

    /** What was negotiated stands in no record. */
    @Override
    public Optional<String> feature(String group, String bit) {
        return Optional.empty();
    }

    /** The fields of a struct that a slot holds, if it holds one. */
    Optional<Slots> inside(Slot slot) {
        Shape.Leaf leaf = slot.shape().leaf();
        if (leaf instanceof Shape.Inline inline) {
            return Optional.of(Slots.of(inline.body(), inline.layout(), slot.writers(), types, name -> false));
        }
        if (leaf instanceof Shape.Arms arms) {
            return Optional.of(Slots.of(arms.body(), arms.layout(), slot.writers(), types, name -> false));
        }
        if (leaf instanceof Shape.Declared declared) {
            return Optional.of(Slots.of(declared.type().body(), declared.type().layouts().lp64(), declared.type().writers(), types, name -> false));
        }
        return Optional.empty();
    }

    /** The value of a member of one element of an array; {@code element} is the Java expression for the element. */
    Optional<Value> inElement(Slot array, List<String> path, String element) {
        return inside(array).flatMap(slots -> find(slots, path, element + "."));
    }

    private Optional<Value> find(Slots here, List<String> path, String prefix) {
        Optional<Slot> found = here.find(path.get(0)).filter(slot -> slot.shape().dims().isEmpty());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Slot slot = found.get();
        List<String> rest = path.subList(1, path.size());
        if (slot.shape().isPart()) {
            return rest.isEmpty() ? Optional.empty() : inside(slot).flatMap(slots -> find(slots, rest, prefix + slot.part() + "()."));
        }
        if (slot.shape().leaf() instanceof Shape.Text) {
            return Optional.empty();
        }
        Scalar scalar = slot.shape().scalar();
        if (rest.isEmpty()) {
            return Optional.of(new Value(prefix + slot.numberGetter() + "()", scalar));
        }
        if (slot.shape().leaf() instanceof Shape.Word word && rest.size() == 1) {
            Optional<TypeRef.Part> part = word.bits().parts().stream().filter(p -> p.name().equals(rest.get(0))).findFirst();
            return part.map(p -> new Value(prefix + "get" + slot.partOfWord(p) + "()", scalar));
        }
        return Optional.empty();
    }
}
