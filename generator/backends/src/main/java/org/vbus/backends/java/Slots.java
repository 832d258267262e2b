// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.Role;
import org.vbus.targets.java.JavaNames;

/**
 * What a struct looks like to Java: every field with its place and its names. Names depend on the struct alone, so that one class
 * can speak of another's.
 */
final class Slots {
    private static final Set<String> OWN_METHODS = Set.of("wrap", "segment", "offset", "clear", "init", "check", "checkIn", "checkOut", "copyFrom", "sizeFor");
    private static final Set<String> OWN_CONSTANTS = Set.of("LAYOUT", "SIZE", "ALIGN");

    /** Something at a place in the record. */
    sealed interface Entry { }

    /** A field. */
    record Of(Slot slot) implements Entry { }

    /** Fields that share bytes. */
    record Overlay(List<Slot> arms, long offset, long size) implements Entry { }

    /** Bytes without a name. */
    record Reserved(long offset, long bytes, Member.Policy policy) implements Entry { }

    private final List<Entry> entries = new ArrayList<>();
    private final TypeNames types;
    private final List<Role> writers;
    private final Unique methods = new Unique(OWN_METHODS);
    private final Unique constants = new Unique(OWN_CONSTANTS);
    private final Unique classes;

    private Slots(TypeNames types, List<Role> writers, Predicate<String> takenClasses) {
        this.types = types;
        this.writers = writers;
        this.classes = new Unique(takenClasses);
    }

    /**
     * Looks at a body.
     *
     * @param writers of all of it, for fields that do not say
     * @param takenClasses simple names that no nested class may have
     */
    static Slots of(Body body, StructLayout layout, List<Role> writers, TypeNames types, Predicate<String> takenClasses) {
        Slots slots = new Slots(types, writers, takenClasses);
        for (int i = 0; i < body.members().size(); i++) {
            slots.add(body.members().get(i), layout.members().get(i));
        }
        return slots;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Every field, those that share bytes included. */
    List<Slot> all() {
        List<Slot> all = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Of of) {
                all.add(of.slot());
            } else if (entry instanceof Overlay overlay) {
                all.addAll(overlay.arms());
            }
        }
        return all;
    }

    Optional<Slot> find(String name) {
        return all().stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    /** The array at the end whose length the spec does not know. */
    Optional<Slot> flexible() {
        return all().stream().filter(slot -> slot.shape().isFlexible()).findFirst();
    }

    /** A name for a method that belongs to no field. */
    String method(String name) {
        return methods.claim(name);
    }

    private void add(Member member, MemberLayout layout) {
        if (member instanceof Member.Reserved reserved) {
            entries.add(new Reserved(layout.offset(), reserved.bytes(), reserved.policy()));
        } else if (member instanceof Member.Field field) {
            entries.add(new Of(slot(field, layout, layout.offset(), layout.align())));
        } else {
            List<Slot> arms = new ArrayList<>();
            List<Member.Field> fields = ((Member.Overlay) member).arms();
            for (int i = 0; i < fields.size(); i++) {
                MemberLayout arm = layout.inner().get(i).members().get(0);
                arms.add(slot(fields.get(i), arm, layout.offset(), Math.min(arm.align(), layout.align())));
            }
            entries.add(new Overlay(arms, layout.offset(), layout.size()));
        }
    }

    private Slot slot(Member.Field field, MemberLayout layout, long offset, int align) {
        Shape shape = Shape.of(field.type(), layout, types);
        String method = methods.claim(JavaNames.camel(field.name()), stem -> Slot.methods(stem, shape, field.facts()));
        String constant = constants.claim(JavaNames.constant(field.name()), stem -> Slot.constants(stem, field.facts()));
        boolean inPlace = shape.leaf() instanceof Shape.Inline || shape.leaf() instanceof Shape.Arms;
        String nested = inPlace ? classes.claim(JavaNames.type(field.name())) : "";
        return new Slot(field.name(), field.meta(), field.facts(), field.facts().writers().isEmpty() ? writers : field.facts().writers(),
                shape, offset, align >= shape.scalar().bytes(), method, constant, nested);
    }
}
