// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

class ObstaclesTest {
    private static final Meta META = Meta.at(new Origin("a.vbus", 3, 1, 1));

    private final Map<String, NamedType> types = new HashMap<>();
    private final List<NamedType> declared = new ArrayList<>();

    private void struct(String name, boolean packed, TypeRef... fields) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            members.add(new Member.Field(META, "f" + i, fields[i], FieldFacts.NONE));
        }
        Body body = new Body(members, OptionalLong.empty(), OptionalInt.empty(), packed);
        NamedType type = new NamedType.Struct(META, name, body, false, List.of(), Placer.layouts(body, types::get));
        types.put("p." + name, type);
        declared.add(type);
    }

    private static TypeRef u(Scalar scalar) {
        return new TypeRef.Of(scalar);
    }

    private List<Diagnostic> obstacles() {
        Spec spec = new Spec(META, "p", Optional.empty(), List.of(), List.of(), List.of(), declared, List.of(), List.of(), List.of());
        return new JavaBackend().obstacles(new SpecSet(List.of(spec), List.of("p")));
    }

    @Test
    void nothingInTheWay() {
        struct("a", false, u(Scalar.U32));
        assertThat(obstacles()).isEmpty();
    }

    @Test
    void twoElementsOneClass() {
        struct("some_thing", false, u(Scalar.U8));
        struct("someThing", false, u(Scalar.U8));
        assertThat(obstacles()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("VB1201");
            assertThat(found.message()).contains("p.SomeThing");
            assertThat(found.origin().line()).isEqualTo(3);
        });
    }

    @Test
    void aStructThatIsCalledAsItsSpec() {
        struct("p", false, u(Scalar.U8));
        assertThat(obstacles()).singleElement().satisfies(found -> assertThat(found.code()).isEqualTo("VB1201"));
    }

    @Test
    void moreThanAClassFileHolds() {
        struct("a", false, LongStream.range(0, 1001).mapToObj(i -> u(Scalar.U8)).toArray(TypeRef[]::new));
        assertThat(obstacles()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("VB1202");
            assertThat(found.message()).contains("1001").contains("1000");
        });
    }

    @Test
    void anAlignedStructInAPackedOne() {
        struct("inner", false, u(Scalar.U32));
        struct("outer", true, u(Scalar.U8), new TypeRef.Named("p.inner"));
        assertThat(obstacles()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("VB1203");
            assertThat(found.message()).contains("outer.f1").contains("alignment 4");
        });
    }

    @Test
    void anInnerIndexWithoutAnEnd() {
        struct("a", false, new TypeRef.Array(new TypeRef.Array(u(Scalar.U8), new Length.Open()), new Length.Fixed(2)));
        assertThat(obstacles()).singleElement().satisfies(found -> assertThat(found.code()).isEqualTo("VB1204"));
    }
}
