// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vbus.compat.Specs;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Kind;
import org.vbus.model.layout.AbiClass;

/** Each byte of a record has its owner, on each ABI class. */
class ByteMapTest {
    private static Element struct(String text) {
        return Specs.abi("package acme.map\n" + text).specs().get(0).children(Kind.STRUCT).findFirst().orElseThrow();
    }

    private static List<String> spans(ByteMap map) {
        return map.spans().stream().map(span -> span.from() + ".." + (span.to() == Long.MAX_VALUE ? "" : span.to()) + " "
                + span.owner().map(Element::name).orElse("hole")).toList();
    }

    @Test
    void fieldsAndReservedBytes() {
        ByteMap map = ByteMap.of(struct("struct d { a : u32   reserved 4 zero   b : u64 }"), 0);
        assertThat(spans(map)).containsExactly("0..4 a", "4..8 #0", "8..16 b");
        assertThat(map.size()).isEqualTo(16);
        assertThat(map.covers(Kind.RESERVED, 4, 8)).isTrue();
        assertThat(map.covers(Kind.RESERVED, 4, 9)).isFalse();
        assertThat(map.covers(Kind.FIELD, 16, 20)).isFalse();
    }

    @Test
    void aUnionEndsInAHoleWhoseLengthDependsOnTheMachine() {
        Element struct = struct("struct d { union { raw : u8[5]   word : u32 } }");
        assertThat(spans(ByteMap.of(struct, AbiClass.LP64.ordinal()))).containsExactly("0..5 raw", "0..4 word", "5..8 hole");
        assertThat(spans(ByteMap.of(struct, AbiClass.ILP32_ALIGN2.ordinal()))).containsExactly("0..5 raw", "0..4 word", "5..6 hole");
    }

    @Test
    void anArrayAtTheEndHasAllThatFollows() {
        ByteMap map = ByteMap.of(struct("struct d { n : u32   e : u32[n] }"), 0);
        assertThat(spans(map)).containsExactly("0..4 n", "4.. e");
        assertThat(map.size()).isEqualTo(4);
        assertThat(map.owners(100, 104)).singleElement().satisfies(span -> assertThat(span.bytes()).isEqualTo(4));
    }

    @Test
    void partsAreCut() {
        ByteMap map = ByteMap.of(struct("struct d { a : u32   b : struct { x : u16   y : u16 } }"), 0);
        assertThat(map.owners(2, 6)).extracting(ByteMap.Span::from).containsExactly(2L, 4L);
        assertThat(map.owners(8, 12)).isEmpty();
    }

    @Test
    void whatLiesInlineHasAMapOfItsOwn() {
        Element inline = struct("struct d { a : u32   b : struct { x : u16   reserved 2 zero } }").children(Kind.FIELD).skip(1).findFirst().orElseThrow();
        assertThat(spans(ByteMap.of(inline, 0))).containsExactly("0..2 x", "2..4 #0");
    }
}
