// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vbus.model.device.Arg;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Elements of what lies in records. */
final class MemberElements {
    private final TypeElements types;

    MemberElements(TypeElements types) {
        this.types = types;
    }

    /** Members of a body, each with its place; the second of two alike nameless ones gets a number. */
    List<Element> of(List<Member> members, List<StructLayout> layouts) {
        List<Element> elements = new ArrayList<>();
        int nameless = 0;
        for (int i = 0; i < members.size(); i++) {
            List<MemberLayout> places = places(layouts, i);
            if (members.get(i) instanceof Member.Field field) {
                elements.add(field(field, places, new FactMap()));
            } else if (members.get(i) instanceof Member.Reserved reserved) {
                elements.add(new FactMap().place(places).with(Fact.POLICY, reserved.policy().name().toLowerCase(java.util.Locale.ROOT))
                        .element(Kind.RESERVED, "#" + nameless++, reserved.meta()));
            } else if (members.get(i) instanceof Member.Overlay overlay) {
                String name = "#" + nameless++;
                for (int arm = 0; arm < overlay.arms().size(); arm++) {
                    elements.add(field(overlay.arms().get(arm), arm(places, arm), new FactMap().with(Fact.OVERLAY, name)));
                }
            }
        }
        return elements;
    }

    /** Arguments, which are members of a block. */
    List<Element> args(List<Arg> args, Layouts layouts) {
        List<StructLayout> all = FactMap.all(layouts);
        return IntStream.range(0, args.size()).mapToObj(i -> {
            Arg arg = args.get(i);
            FactMap facts = new FactMap().place(places(all, i));
            say(facts, arg.facts());
            type(facts, arg.type(), places(all, i));
            return facts.with(Fact.DIRECTION, arg.direction().name().toLowerCase(java.util.Locale.ROOT)).element(Kind.ARG, arg.name(), arg.meta());
        }).toList();
    }

    /** What a message carries: nobody lays it out. */
    List<Element> payload(List<Arg> args) {
        return args.stream().map(arg -> {
            FactMap facts = new FactMap();
            say(facts, arg.facts());
            type(facts, arg.type(), List.of());
            return facts.with(Fact.DIRECTION, arg.direction().name().toLowerCase(java.util.Locale.ROOT)).element(Kind.ARG, arg.name(), arg.meta());
        }).toList();
    }

    private Element field(Member.Field field, List<MemberLayout> places, FactMap facts) {
        facts.place(places);
        say(facts, field.facts());
        type(facts, field.type(), places);
        return facts.element(Kind.FIELD, field.name(), field.meta());
    }

    private static List<MemberLayout> places(List<StructLayout> layouts, int index) {
        return layouts.stream().map(layout -> layout.members().get(index)).toList();
    }

    /** Place in the record of an arm of an overlay. */
    private static List<MemberLayout> arm(List<MemberLayout> places, int arm) {
        return IntStream.range(0, places.size()).mapToObj(i -> {
            MemberLayout alone = inner(places, arm).get(i);
            return new MemberLayout(places.get(i).offset() + alone.offset(), alone.size(), alone.stride(), alone.align(), alone.inner());
        }).toList();
    }

    /** Place of an arm in its union: it is alone in a struct of its own. */
    private static List<MemberLayout> inner(List<MemberLayout> places, int arm) {
        return places.stream().map(place -> place.inner().get(arm).members().get(0)).toList();
    }

    void say(FactMap facts, FieldFacts said) {
        facts.with(Fact.FIXED, said.fixed()).with(Fact.WRITERS, said.writers().stream().map(role -> role.name().toLowerCase(java.util.Locale.ROOT)).sorted().toList())
                .with(Fact.DIRECTION, said.direction().map(direction -> direction.name().toLowerCase(java.util.Locale.ROOT)))
                .with(Fact.TARGET, said.address().map(address -> Texts.of(address.target())
                        + address.direction().map(direction -> " " + direction.name().toLowerCase(java.util.Locale.ROOT)).orElse("")))
                .with(Fact.PINNED, said.address().filter(FieldFacts.Address::pinned).isPresent()).with(Fact.OPAQUE, said.opaque()).with(Fact.UNIT, said.unit())
                .with(Fact.CONDITIONS, said.conditions().stream().map(Texts::of).sorted().toList())
                .with(Fact.GATE, said.gate().map(Texts::of)).with(Fact.OTHERWISE, said.otherwise().map(types::shape))
                .with(Fact.OTHERWISE_TYPE, said.otherwise().map(Texts::of));
    }

    /** What the type is, and what is in it where it has no name. */
    void type(FactMap facts, TypeRef type, List<MemberLayout> places) {
        facts.with(Fact.TYPE, Texts.of(type)).with(Fact.SHAPE, types.shape(type));
        number(facts, types.scalar(type));
        TypeRef inside = type;
        if (type instanceof TypeRef.Array array) {
            facts.with(Fact.LENGTH, "[" + Texts.length(array.length()) + "]");
            inside = array.element();
        }
        if (inside instanceof TypeRef.Inline inline) {
            List<StructLayout> layouts = places.isEmpty() ? types.place(inline.body()) : places.stream().map(place -> place.inner().get(0)).toList();
            facts.children(of(inline.body().members(), layouts));
        } else if (inside instanceof TypeRef.Bits bits) {
            bits.parts().forEach(part -> facts.child(new FactMap().with(Fact.SHIFT, part.shift()).with(Fact.BITS, part.width()).with(Fact.TYPE, part.type())
                    .with(Fact.SHAPE, part.type().map(name -> types.shape(new TypeRef.Named(name)))).with(Fact.C_NAME, part.symbol())
                    .element(Kind.PART, part.name(), part.meta())));
        } else if (inside instanceof TypeRef.Union union) {
            facts.with(Fact.TAG, Texts.path(union.tag())).with(Fact.UNKNOWN, union.unknown());
            for (int i = 0; i < union.arms().size(); i++) {
                TypeRef.Arm arm = union.arms().get(i);
                FactMap said = new FactMap();
                if (!places.isEmpty()) {
                    said.place(inner(places, i));
                }
                say(said, arm.facts());
                type(said, arm.type(), places.isEmpty() ? List.of() : inner(places, i));
                said.with(Fact.TAGS, arm.tags().stream().map(types::literal).sorted().toList());
                facts.child(said.element(Kind.ARM, arm.name(), arm.meta()));
            }
        }
    }

    static void number(FactMap facts, Optional<Scalar> scalar) {
        scalar.ifPresent(known -> facts.with(Fact.WIDTH, known.bytes()).with(Fact.SIGN, known.signed() ? "signed" : "unsigned")
                .with(Fact.ENDIAN, Texts.endian(known)));
    }
}
