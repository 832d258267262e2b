// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.AnonUnion;
import org.vbus.lang.vbus.Arm;
import org.vbus.lang.vbus.Field;
import org.vbus.lang.vbus.InlineStruct;
import org.vbus.lang.vbus.Member;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.TaggedUnion;
import org.vbus.lang.vbus.TypeRef;
import org.vbus.model.SpecSet;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.NamedType;

/** Where the members of a struct lie, those of inline structs and of unions included: what was written beside what the model says of it. */
final class Places {
    /**
     * A member on one class of machines.
     *
     * @param offset from the start of the struct with a name
     * @param padding bytes before it that nobody named
     */
    record Spot(long offset, long size, long padding) { }

    /** A member on every class of machines. */
    record Place(EObject member, Map<AbiClass, Spot> on) {
        Spot lp64() {
            return on.get(AbiClass.LP64);
        }
    }

    private final List<Place> all = new ArrayList<>();

    private Places() { }

    /** The layout of a struct as some model has it; empty if that has another struct of the name. */
    static Optional<Layouts> layouts(Struct struct, SpecSet specs) {
        return specs.types().get(Symbols.qualifiedName(struct)) instanceof NamedType.Struct model
                && model.body().members().size() == struct.getMembers().size() ? Optional.of(model.layouts()) : Optional.empty();
    }

    /** Every member, outer ones before what is in them. */
    static List<Place> of(Struct struct, SpecSet specs) {
        Places places = new Places();
        layouts(struct, specs).ifPresent(layouts -> places.members(struct.getMembers(), layouts.byAbi(), zero()));
        return places.all;
    }

    private static Map<AbiClass, Long> zero() {
        Map<AbiClass, Long> base = new EnumMap<>(AbiClass.class);
        for (AbiClass abi : AbiClass.values()) {
            base.put(abi, 0L);
        }
        return base;
    }

    private void members(List<Member> members, Map<AbiClass, StructLayout> layouts, Map<AbiClass, Long> base) {
        if (layouts.get(AbiClass.LP64).members().size() != members.size()) {
            // the text went on since
            return;
        }
        for (int i = 0; i < members.size(); i++) {
            Map<AbiClass, MemberLayout> here = new EnumMap<>(AbiClass.class);
            Map<AbiClass, Spot> spots = new EnumMap<>(AbiClass.class);
            Map<AbiClass, Long> inner = new EnumMap<>(AbiClass.class);
            for (AbiClass abi : AbiClass.values()) {
                List<MemberLayout> all = layouts.get(abi).members();
                MemberLayout layout = all.get(i);
                long end = i == 0 ? 0 : all.get(i - 1).offset() + all.get(i - 1).size();
                here.put(abi, layout);
                inner.put(abi, base.get(abi) + layout.offset());
                spots.put(abi, new Spot(inner.get(abi), layout.size(), layout.offset() - end));
            }
            all.add(new Place(members.get(i), spots));
            if (members.get(i) instanceof AnonUnion union) {
                arms(union.getArms().stream().map(EObject.class::cast).toList(), union.getArms().stream().map(Field::getType).toList(), here, inner);
            } else if (members.get(i) instanceof Field field) {
                inside(field.getType(), here, inner);
            }
        }
    }

    private void inside(TypeRef type, Map<AbiClass, MemberLayout> layouts, Map<AbiClass, Long> base) {
        int count = layouts.get(AbiClass.LP64).inner().size();
        if (type instanceof InlineStruct inline && count == 1) {
            members(inline.getMembers(), inner(layouts, 0), base);
        } else if (type instanceof TaggedUnion union) {
            arms(union.getArms().stream().map(EObject.class::cast).toList(), union.getArms().stream().map(Arm::getType).toList(), layouts, base);
        }
    }

    private void arms(List<EObject> arms, List<TypeRef> types, Map<AbiClass, MemberLayout> layouts, Map<AbiClass, Long> base) {
        if (layouts.get(AbiClass.LP64).inner().size() != arms.size()) {
            return;
        }
        for (int i = 0; i < arms.size(); i++) {
            Map<AbiClass, MemberLayout> only = new EnumMap<>(AbiClass.class);
            Map<AbiClass, Spot> spots = new EnumMap<>(AbiClass.class);
            for (Map.Entry<AbiClass, StructLayout> arm : inner(layouts, i).entrySet()) {
                only.put(arm.getKey(), arm.getValue().members().get(0));
                spots.put(arm.getKey(), new Spot(base.get(arm.getKey()), only.get(arm.getKey()).size(), 0));
            }
            all.add(new Place(arms.get(i), spots));
            inside(types.get(i), only, base);
        }
    }

    private static Map<AbiClass, StructLayout> inner(Map<AbiClass, MemberLayout> layouts, int index) {
        Map<AbiClass, StructLayout> inner = new EnumMap<>(AbiClass.class);
        layouts.forEach((abi, layout) -> inner.put(abi, layout.inner().get(index)));
        return inner;
    }

    /** Machines of a class, as the most common of them are called. */
    static String machines(AbiClass abi) {
        return switch (abi) {
            case LP64 -> "x86-64, arm64, s390x, riscv64";
            case ILP32_ALIGN8 -> "x32, arm, riscv32";
            case ILP32_ALIGN4 -> "i386";
            case ILP32_ALIGN2 -> "m68k";
        };
    }
}
