// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Collections;
import java.util.List;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;

/** Two fields in one word that different sides write: a machine that writes words, or a compiler that merges stores, takes one of them back. */
final class MixedWord implements Lint {
    private static final int WORD = 4;

    @Override
    public void look(Subject subject) {
        for (NamedType type : subject.spec().types()) {
            if (type instanceof NamedType.Struct struct) {
                look(struct, subject);
            }
        }
    }

    private static void look(NamedType.Struct struct, Subject subject) {
        StructLayout layout = struct.layouts().lp64();
        List<Member> members = struct.body().members();
        for (int i = 1; i < members.size(); i++) {
            long end = layout.members().get(i - 1).offset() + layout.members().get(i - 1).size() - 1;
            boolean together = end >= 0 && end / WORD == layout.members().get(i).offset() / WORD;
            if (together && members.get(i - 1) instanceof Member.Field before && members.get(i) instanceof Member.Field field
                    && opposed(writers(before, struct), writers(field, struct))) {
                subject.found(struct.name(), field.meta(), MIXED_WORD.of(before.name(), field.name()));
            }
        }
    }

    private static List<Role> writers(Member.Field field, NamedType.Struct struct) {
        return field.facts().writers().isEmpty() ? struct.writers() : field.facts().writers();
    }

    /** The owner may be either side, so nothing is against it. */
    private static boolean opposed(List<Role> one, List<Role> other) {
        return !one.isEmpty() && !other.isEmpty() && !one.contains(Role.OWNER) && !other.contains(Role.OWNER) && Collections.disjoint(one, other);
    }
}
