// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

class PlacerTest {
    private static final Meta META = Meta.at(Origin.NONE);

    @Test
    void a64BitNumberMovesWithTheAbiClass() {
        Body body = Body.of(List.of(field("len", Scalar.U32), field("ptr", Scalar.U64)));
        assertThat(offsets(body, AbiClass.LP64)).containsExactly(0L, 8L);
        assertThat(offsets(body, AbiClass.ILP32_ALIGN8)).containsExactly(0L, 8L);
        assertThat(offsets(body, AbiClass.ILP32_ALIGN4)).containsExactly(0L, 4L);
        assertThat(offsets(body, AbiClass.ILP32_ALIGN2)).containsExactly(0L, 4L);
        assertThat(place(body, AbiClass.LP64).findings()).containsExactly(new Finding.Hole(1, 4, 4));
        assertThat(place(body, AbiClass.ILP32_ALIGN4).findings()).isEmpty();
    }

    @Test
    void nothingIsAlignedToMoreThanTwoOnTheTightestClass() {
        Body body = Body.of(List.of(field("a", Scalar.U8), field("b", Scalar.U32)));
        assertThat(offsets(body, AbiClass.ILP32_ALIGN2)).containsExactly(0L, 2L);
        assertThat(place(body, AbiClass.ILP32_ALIGN2).layout().size()).isEqualTo(6);
    }

    @Test
    void tailPaddingIsReportedWithItsPlace() {
        Body body = Body.of(List.of(field("a", Scalar.U32), field("b", Scalar.U8)));
        assertThat(place(body, AbiClass.LP64).findings()).containsExactly(new Finding.TailHole(-1, 5, 3));
    }

    @Test
    void claimsAreCheckedAndNotObeyed() {
        FieldFacts at8 = new FieldFacts(OptionalLong.of(8), FieldFacts.NONE.fixed(), List.of(), FieldFacts.NONE.direction(),
                FieldFacts.NONE.address(), false, FieldFacts.NONE.unit(), List.of(), FieldFacts.NONE.gate(), FieldFacts.NONE.otherwise());
        Body body = new Body(List.of(field("a", Scalar.U32), new Member.Field(META, "b", new TypeRef.Of(Scalar.U32), at8)),
                OptionalLong.of(12), OptionalInt.of(2), false);
        assertThat(place(body, AbiClass.LP64).findings()).containsExactly(new Finding.WrongOffset(1, 8, 4), new Finding.WrongAlign(-1, 2, 4),
                new Finding.WrongSize(-1, 12, 8));
        assertThat(place(body, AbiClass.LP64).layout().size()).isEqualTo(8);
    }

    @Test
    void anArrayWithoutALengthMustBeLast() {
        TypeRef open = new TypeRef.Array(new TypeRef.Of(Scalar.U8), new TypeRef.Length.Open());
        Body body = Body.of(List.of(new Member.Field(META, "data", open, FieldFacts.NONE), field("after", Scalar.U8)));
        assertThat(place(body, AbiClass.LP64).findings()).containsExactly(new Finding.NotLast(1));
    }

    @Test
    void hugeArraysAreReportedAndDoNotOverflow() {
        TypeRef huge = new TypeRef.Array(new TypeRef.Of(Scalar.U64), new TypeRef.Length.Fixed(Long.MAX_VALUE));
        Body body = Body.of(List.of(new Member.Field(META, "a", huge, FieldFacts.NONE)));
        assertThat(place(body, AbiClass.LP64).findings()).contains(new Finding.TooLarge(0, Placer.MAX_SIZE));
    }

    @Test
    void packedHasNoHoles() {
        Body body = new Body(List.of(field("a", Scalar.U8), field("b", Scalar.U64)), OptionalLong.empty(), OptionalInt.empty(), true);
        assertThat(offsets(body, AbiClass.LP64)).containsExactly(0L, 1L);
        assertThat(place(body, AbiClass.LP64).findings()).isEmpty();
    }

    private static Placer.Result place(Body body, AbiClass abi) {
        return Placer.place(body, abi, name -> {
            throw new IllegalStateException(name);
        });
    }

    private static List<Long> offsets(Body body, AbiClass abi) {
        return place(body, abi).layout().members().stream().map(MemberLayout::offset).toList();
    }

    private static Member field(String name, Scalar scalar) {
        return new Member.Field(META, name, new TypeRef.Of(scalar), FieldFacts.NONE);
    }
}
