// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import java.util.List;
import java.util.Optional;
import org.vbus.model.device.RingType;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** Where a ring type keeps its indices. */
final class RingIndices {
    /**
     * A field of the struct that holds a pair of indices.
     *
     * @param offset from the start of that struct, on 64-bit machines
     */
    record Place(Member.Field field, long offset) { }

    private RingIndices() { }

    /** The struct that holds an index pair. */
    static Optional<NamedType.Struct> holder(Subject subject, RingType type, RingType.Index index) {
        Optional<NamedType.Struct> head = subject.type(type.head()).filter(NamedType.Struct.class::isInstance).map(NamedType.Struct.class::cast);
        return head.flatMap(struct -> field(struct.body(), index.path().get(0))).map(Member.Field::type).flatMap(subject::struct);
    }

    /** A field of a struct with its offset. */
    static Optional<Place> place(NamedType.Struct struct, String name) {
        List<Member> members = struct.body().members();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) instanceof Member.Field field && field.name().equals(name)) {
                return Optional.of(new Place(field, struct.layouts().lp64().members().get(i).offset()));
            }
        }
        return Optional.empty();
    }

    /** Bits of the number that a field holds; 64 if it is none. */
    static int bits(Member.Field field) {
        return field.type() instanceof TypeRef.Of of ? of.scalar().bytes() * 8 : Long.SIZE;
    }

    private static Optional<Member.Field> field(Body body, String name) {
        return body.members().stream().filter(Member.Field.class::isInstance).map(Member.Field.class::cast)
                .filter(field -> field.name().equals(name)).findFirst();
    }
}
