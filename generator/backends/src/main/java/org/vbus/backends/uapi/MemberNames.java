// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.List;
import java.util.Optional;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CWords;

/** Finds members whose names C cannot have. */
final class MemberNames {
    static final String RESERVED = "VB1101";

    private MemberNames() { }

    static void check(NamedType.Struct struct, List<Diagnostic> found) {
        check(struct.body(), found);
    }

    private static void check(Body body, List<Diagnostic> found) {
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                check(field, found);
            } else if (member instanceof Member.Overlay overlay) {
                overlay.arms().forEach(arm -> check(arm, found));
            }
        }
    }

    private static void check(Member.Field field, List<Diagnostic> found) {
        if (CWords.isReserved(field.name())) {
            found.add(Diagnostic.error(RESERVED, "`" + field.name() + "` is a reserved word in C", field.meta().origin(),
                    Optional.of("choose another name, as `" + field.name() + "_`")));
        }
        if (field.type() instanceof TypeRef.Inline inline) {
            check(inline.body(), found);
        }
    }
}
