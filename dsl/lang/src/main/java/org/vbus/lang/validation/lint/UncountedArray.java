// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.List;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** An array at the end of a struct whose length no field says: each reader has to find it out in his own way. */
final class UncountedArray implements Lint {
    @Override
    public void look(Subject subject) {
        for (NamedType type : subject.spec().types()) {
            if (!(type instanceof NamedType.Struct struct)) {
                continue;
            }
            List<Member> members = struct.body().members();
            if (members.get(members.size() - 1) instanceof Member.Field last && last.type() instanceof TypeRef.Array array
                    && array.length() instanceof TypeRef.Length.Open) {
                subject.found(struct.name(), last.meta(), UNCOUNTED_ARRAY.of(last.name()));
            }
        }
    }
}
