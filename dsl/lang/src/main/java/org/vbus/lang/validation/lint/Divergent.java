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
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

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
            long here = wide.members().get(i).offset();
            long there = other.members().get(i).offset();
            if (here != there) {
                String what = members.get(i) instanceof Member.Field field ? "the offset of `" + field.name() + "`"
                        : "an offset in `" + struct.name() + "`";
                found(struct, members.get(i).meta(), what, here, there, abi, subject);
                return true;
            }
            Optional<long[]> inside = moved(wide.members().get(i).inner(), other.members().get(i).inner());
            if (inside.isPresent()) {
                found(struct, members.get(i).meta(), "an offset inside of what begins at " + here, inside.get()[0], inside.get()[1], abi, subject);
                return true;
            }
        }
        if (wide.size() != other.size()) {
            found(struct, struct.meta(), "the size of `" + struct.name() + "`", wide.size(), other.size(), abi, subject);
            return true;
        }
        return false;
    }

    /** The first two offsets that differ in what may be as long on both machines. */
    private static Optional<long[]> moved(List<StructLayout> some, List<StructLayout> others) {
        for (int i = 0; i < some.size(); i++) {
            List<StructLayout.MemberLayout> these = some.get(i).members();
            List<StructLayout.MemberLayout> those = others.get(i).members();
            for (int j = 0; j < these.size(); j++) {
                Optional<long[]> deeper = these.get(j).offset() != those.get(j).offset()
                        ? Optional.of(new long[] {these.get(j).offset(), those.get(j).offset()}) : moved(these.get(j).inner(), those.get(j).inner());
                if (deeper.isPresent()) {
                    return deeper;
                }
            }
        }
        return Optional.empty();
    }

    private static void found(NamedType.Struct struct, Meta at, String what, long here, long there, AbiClass abi, Subject subject) {
        subject.found(struct.name(), at, IMPORTED_DIFFERS.of(what, here, there, LayoutChecks.MACHINES.get(abi)));
    }
}
