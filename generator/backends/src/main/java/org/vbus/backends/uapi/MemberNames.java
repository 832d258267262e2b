// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.Spec;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CWords;

/** Finds what is named by a word that C or C++ keeps for itself: types, members, arguments, constants, literals. */
final class MemberNames {
    static final String RESERVED = "VB1501";

    private MemberNames() { }

    static void check(Spec spec, List<Diagnostic> found) {
        spec.constants().forEach(constant -> check(constant.name(), constant.meta(), found));
        spec.versions().forEach(version -> check(version.name(), version.meta(), found));
        for (NamedType type : spec.types()) {
            check(type.name(), type.meta(), found);
            if (type instanceof NamedType.Struct struct) {
                check(struct.body(), found);
            } else if (type instanceof NamedType.Enum named) {
                named.literals().forEach(literal -> check(named.prefix() + literal.name(), literal.meta(), found));
            } else if (type instanceof NamedType.Flags flags) {
                flags.flags().forEach(flag -> check(flags.prefix() + flag.name(), flag.meta(), found));
            }
        }
        for (Device device : spec.devices()) {
            for (Call call : device.calls()) {
                for (Arg arg : call.args()) {
                    check(arg.name(), arg.meta(), found);
                    check(arg.type(), found);
                }
            }
        }
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
        check(field.name(), field.meta(), found);
        check(field.type(), found);
    }

    private static void check(TypeRef type, List<Diagnostic> found) {
        if (type instanceof TypeRef.Array array) {
            check(array.element(), found);
        } else if (type instanceof TypeRef.Inline inline) {
            check(inline.body(), found);
        } else if (type instanceof TypeRef.Union union) {
            for (TypeRef.Arm arm : union.arms()) {
                check(arm.name(), arm.meta(), found);
                check(arm.type(), found);
            }
        }
    }

    private static void check(String name, Meta meta, List<Diagnostic> found) {
        if (CWords.isReserved(name)) {
            found.add(Diagnostic.error(RESERVED, "`" + name + "` is a reserved word in C, C++ or the kernel", meta.origin(),
                    Optional.of("choose another name, as `" + name + "_`")));
        }
    }
}
