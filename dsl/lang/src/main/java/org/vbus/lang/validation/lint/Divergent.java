// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.IMPORTED_DIFFERS;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.lang.validation.LayoutChecks;
import org.vbus.model.Meta;
import org.vbus.model.Tier;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** What others decided may lie differently on other machines. Whoever uses it should know. */
final class Divergent implements Lint {
    @Override
    public void look(Subject subject) {
        for (NamedType type : subject.spec().types()) {
            if (type instanceof NamedType.Struct struct) {
                for (AbiClass abi : AbiClass.values()) {
                    if (differs(struct, abi, subject)) {
                        break;
                    }
                }
            }
        }
    }

    /** A spec that is ours is refused for it, once it is stable. */
    @Override
    public Set<Tier> tiers() {
        return Set.of(Tier.IMPORTED);
    }

    private static boolean differs(NamedType.Struct struct, AbiClass abi, Subject subject) {
        StructLayout wide = struct.layouts().lp64();
        StructLayout other = struct.layouts().on(abi);
        List<Member> members = struct.body().members();
        for (int i = 0; i < members.size(); i++) {
            MemberLayout here = wide.members().get(i);
            MemberLayout there = other.members().get(i);
            String what = members.get(i) instanceof Member.Field field ? "the offset of `" + field.name() + "`" : "an offset in `" + struct.name() + "`";
            Optional<long[]> moved = here.offset() != there.offset() ? Optional.of(new long[] {here.offset(), there.offset()}) : Optional.empty();
            if (moved.isEmpty()) {
                // a union is often as long as before, and what is in it lies elsewhere
                moved = inside(members.get(i), here, there, abi, subject);
                what = "an offset or a size inside of what begins at " + here.offset();
            }
            if (moved.isPresent()) {
                found(struct, members.get(i).meta(), what, moved.get()[0], moved.get()[1], abi, subject);
                return true;
            }
        }
        if (wide.size() != other.size()) {
            found(struct, struct.meta(), "the size of `" + struct.name() + "`", wide.size(), other.size(), abi, subject);
            return true;
        }
        return false;
    }

    /** The first two offsets, or sizes, that differ in a member. */
    private static Optional<long[]> inside(Member member, MemberLayout here, MemberLayout there, AbiClass abi, Subject subject) {
        if (member instanceof Member.Field field) {
            return inside(field.type(), here.inner(), there.inner(), abi, subject);
        }
        if (member instanceof Member.Overlay overlay) {
            for (int i = 0; i < overlay.arms().size(); i++) {
                Optional<long[]> moved = inside(overlay.arms().get(i), here.inner().get(i).members().get(0), there.inner().get(i).members().get(0), abi, subject);
                if (moved.isPresent()) {
                    return moved;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<long[]> inside(TypeRef type, List<StructLayout> here, List<StructLayout> there, AbiClass abi, Subject subject) {
        if (type instanceof TypeRef.Array array) {
            return inside(array.element(), here, there, abi, subject);
        }
        if (type instanceof TypeRef.Inline inline) {
            return inside(inline.body(), here.get(0), there.get(0), abi, subject);
        }
        return subject.struct(type).flatMap(struct -> inside(struct.body(), struct.layouts().lp64(), struct.layouts().on(abi), abi, subject));
    }

    private static Optional<long[]> inside(Body body, StructLayout here, StructLayout there, AbiClass abi, Subject subject) {
        for (int i = 0; i < body.members().size(); i++) {
            MemberLayout one = here.members().get(i);
            MemberLayout other = there.members().get(i);
            Optional<long[]> moved = one.offset() != other.offset() ? Optional.of(new long[] {one.offset(), other.offset()})
                    : inside(body.members().get(i), one, other, abi, subject);
            if (moved.isPresent()) {
                return moved;
            }
        }
        return here.size() != there.size() ? Optional.of(new long[] {here.size(), there.size()}) : Optional.empty();
    }

    private static void found(NamedType.Struct struct, Meta at, String what, long here, long there, AbiClass abi, Subject subject) {
        subject.found(struct.name(), at, IMPORTED_DIFFERS.of(what, here, there, LayoutChecks.MACHINES.get(abi)));
    }
}
