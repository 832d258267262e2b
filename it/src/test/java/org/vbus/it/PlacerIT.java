// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.it.Blocks.Block;
import org.vbus.it.Blocks.Place;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/**
 * A spec with hidden padding is refused, and without any all machines agree; so the specs never show that the placer knows the machines
 * apart. Random structs with holes do: gcc must place them as it does.
 */
@Needs("check")
class PlacerIT {
    private static final int STRUCTS = 300;
    private static final int SEED = 20;
    private static final Meta META = Meta.at(Origin.NONE);
    private static final Scalar[] SCALARS = {Scalar.U8, Scalar.U16, Scalar.U32, Scalar.U64};

    private final Random random = new Random(SEED);
    private int names;

    static List<Machine> machines() {
        return Machine.ALL;
    }

    @ParameterizedTest
    @MethodSource("machines")
    void gccPlacesAsTheModelDoes(Machine machine) throws IOException, InterruptedException {
        StringBuilder source = new StringBuilder();
        int uneven = 0;
        for (int i = 0; i < STRUCTS; i++) {
            Body body = body(0);
            Block block = new Block("s" + i, body, Placer.layouts(body, name -> {
                throw new IllegalStateException(name);
            }));
            source.append("struct s").append(i).append(' ').append(members(body)).append(";\n");
            claim(source, "sizeof(struct s" + i + ")", block.layouts().on(machine.abi()).size());
            claim(source, "_Alignof(struct s" + i + ")", block.layouts().on(machine.abi()).align());
            for (Place place : block.places(machine.abi())) {
                claim(source, "__builtin_offsetof(struct s" + i + ", " + place.path() + ")", place.offset());
                claim(source, "sizeof(((struct s" + i + " *)0)->" + place.path() + ")", place.size());
            }
            uneven += block.layouts().byAbi().values().stream().map(layout -> layout.members().get(body.members().size() - 1).offset()).distinct().count() > 1 ? 1 : 0;
        }
        assertThat(uneven).isGreaterThan(STRUCTS / 4);
        Path unit = Files.writeString(Home.work("placer").resolve(machine.name() + ".c"), source);
        Command.of(machine.compiler()).with(machine.options().toArray()).with("-std=c11", "-fsyntax-only", unit).run().succeeded();
    }

    private Body body(int depth) {
        List<Member> members = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            members.add(random.nextInt(6) == 0 ? new Member.Overlay(META, List.of(field(depth), field(depth))) : field(depth));
        }
        boolean packed = random.nextInt(6) == 0;
        // never less than what a member may need
        OptionalInt align = random.nextInt(6) == 0 ? OptionalInt.of(16) : OptionalInt.empty();
        return depth > 0 ? Body.of(members) : new Body(members, OptionalLong.empty(), align, packed);
    }

    private Member.Field field(int depth) {
        return new Member.Field(META, "m" + names++, type(depth), FieldFacts.NONE);
    }

    private TypeRef type(int depth) {
        TypeRef element = depth < 3 && random.nextInt(5) == 0 ? new TypeRef.Inline(body(depth + 1))
                : new TypeRef.Of(SCALARS[random.nextInt(SCALARS.length)]);
        return random.nextInt(4) == 0 ? new TypeRef.Array(element, new TypeRef.Length.Fixed(1 + random.nextInt(3))) : element;
    }

    private static String members(Body body) {
        StringBuilder text = new StringBuilder("{ ");
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                text.append(declaration(field));
            } else if (member instanceof Member.Overlay overlay) {
                text.append("union { ");
                overlay.arms().forEach(arm -> text.append(declaration(arm)));
                text.append("}; ");
            }
        }
        String packed = body.packed() ? " __attribute__((packed))" : "";
        return text + "}" + packed + (body.declaredAlign().isPresent() ? " __attribute__((aligned(" + body.declaredAlign().getAsInt() + ")))" : "");
    }

    private static String declaration(Member.Field field) {
        boolean array = field.type() instanceof TypeRef.Array;
        TypeRef element = field.type() instanceof TypeRef.Array many ? many.element() : field.type();
        String count = array ? "[" + ((TypeRef.Length.Fixed) ((TypeRef.Array) field.type()).length()).count() + "]" : "";
        String base = element instanceof TypeRef.Inline inline ? "struct " + members(inline.body())
                : "__UINT" + ((TypeRef.Of) element).scalar().bytes() * 8 + "_TYPE__";
        return base + " " + field.name() + count + "; ";
    }

    private static void claim(StringBuilder source, String what, long value) {
        source.append("_Static_assert(").append(what).append(" == ").append(value).append(", \"\");\n");
    }
}
