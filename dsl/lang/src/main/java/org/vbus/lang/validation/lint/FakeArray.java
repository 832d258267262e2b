// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.diag.Message;
import org.vbus.lang.vbus.Field;
import org.vbus.lang.vbus.Named;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** An array of one at the end is how C wrote one of any length before it could say so. */
final class FakeArray implements Lint {
    private static final Set<String> COUNTERS = Set.of("count", "num", "nr", "n", "entries");

    @Override
    public void look(Subject subject) {
        for (NamedType type : subject.spec().types()) {
            if (!(type instanceof NamedType.Struct struct)) {
                continue;
            }
            List<Member> members = struct.body().members();
            if (members.size() > 1 && members.get(members.size() - 1) instanceof Member.Field last && last.type() instanceof TypeRef.Array array
                    && array.length() instanceof TypeRef.Length.Fixed fixed && fixed.count() == 1) {
                subject.found(struct.name(), last.meta(), offered(FAKE_ARRAY.of(last.name()), last, members, subject));
            }
        }
    }

    /** With the field that looks as if it counted them. */
    private static Message offered(Message message, Member.Field last, List<Member> members, Subject subject) {
        Optional<String> counter = members.stream().filter(Member.Field.class::isInstance).map(Member.Field.class::cast)
                .filter(field -> Fields.isInteger(field.type()) && Fields.isCalled(field.name(), COUNTERS)).map(Member.Field::name).findFirst();
        Optional<EObject> source = subject.source(last.meta());
        if (counter.isEmpty() || source.isEmpty() || !(source.get() instanceof Field field) || !(field.getType() instanceof Named named)
                || named.getDims().isEmpty()) {
            return message;
        }
        return message.hint("write `[" + counter.get() + "]`")
                .replace(subject.session().places().of(named, VbusPackage.Literals.NAMED__DIMS, 0), "[" + counter.get() + "]");
    }
}
