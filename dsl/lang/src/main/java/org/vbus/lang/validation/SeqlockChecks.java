// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.Region;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Regions under a sequence counter: where the counter is, and that only one side writes. */
public final class SeqlockChecks {
    private static final Set<Scalar> COUNTERS = Set.of(Scalar.U32, Scalar.LE32, Scalar.BE32);

    private final Session session;

    public SeqlockChecks(Session session) {
        this.session = session;
    }

    /** Checks one region that names a counter. Why it is a field of its own: docs/decisions/015. */
    public void check(Region source, TypeRef type, List<Role> writers) {
        if (writers.size() != 1 || writers.get(0) != Role.DRIVER && writers.get(0) != Role.DEVICE) {
            session.report(source, SEQLOCK_WRITER.of(source.getName()));
            return;
        }
        Optional<NamedType.Struct> struct = struct(type);
        if (struct.isEmpty()) {
            session.report(source, VbusPackage.Literals.REGION__TYPE, SEQLOCK_TYPE.of(source.getName()));
            return;
        }
        if (!counts(struct.get(), source.getCounter())) {
            session.report(source, VbusPackage.Literals.REGION__COUNTER, SEQLOCK_COUNTER.of(source.getCounter(), struct.get().name()));
            return;
        }
        other(struct.get(), writers.get(0)).ifPresent(field -> session.report(source, SEQLOCK_OTHER_WRITER.of(source.getName(),
                writers.get(0).name().toLowerCase(Locale.ROOT), field)));
    }

    private Optional<NamedType.Struct> struct(TypeRef type) {
        if (!(type instanceof TypeRef.Named named)) {
            return Optional.empty();
        }
        NamedType found = session.find(named.name());
        if (found instanceof NamedType.Alias alias) {
            return struct(alias.target());
        }
        boolean closed = found instanceof NamedType.Struct one && !isOpen(one);
        return closed ? Optional.of((NamedType.Struct) found) : Optional.empty();
    }

    /** Whether what is read has no fixed end. */
    private static boolean isOpen(NamedType.Struct struct) {
        List<Member> members = struct.body().members();
        return members.get(members.size() - 1) instanceof Member.Field last && last.type() instanceof TypeRef.Array array
                && (array.length() instanceof TypeRef.Length.Open || array.length() instanceof TypeRef.Length.Counted);
    }

    /** The counter is the first word, and one access reaches all of it. */
    private static boolean counts(NamedType.Struct struct, String name) {
        return !struct.body().packed() && struct.body().members().get(0) instanceof Member.Field first && first.name().equals(name)
                && first.type() instanceof TypeRef.Of of && COUNTERS.contains(of.scalar())
                && first.facts().fixed().isEmpty() && first.facts().conditions().isEmpty() && first.facts().gate().isEmpty();
    }

    /** What another side than the writer writes. */
    private static Optional<String> other(NamedType.Struct struct, Role writer) {
        if (struct.writers().stream().anyMatch(role -> role != writer)) {
            return Optional.of(struct.name());
        }
        for (Member member : struct.body().members()) {
            if (member instanceof Member.Field field) {
                FieldFacts facts = field.facts();
                if (facts.writers().stream().anyMatch(role -> role != writer)) {
                    return Optional.of(field.name());
                }
            }
        }
        return Optional.empty();
    }
}
