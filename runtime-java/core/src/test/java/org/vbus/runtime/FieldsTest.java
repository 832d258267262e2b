// SPDX-License-Identifier: Apache-2.0
package org.vbus.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void rangesEndWhereTheySay() {
        assertThat(Fields.u8("f", 255)).isEqualTo((byte) -1);
        assertThat(Fields.u16("f", 65535)).isEqualTo((short) -1);
        assertThat(Fields.u32("f", 0xffffffffL)).isEqualTo(-1);
        assertThat(Fields.s8("f", -128)).isEqualTo((byte) -128);
        assertThat(Fields.s16("f", 32767)).isEqualTo((short) 32767);
        assertThatThrownBy(() -> Fields.u8("f", 256)).isInstanceOf(FieldRangeException.class);
        assertThatThrownBy(() -> Fields.u16("f", -1)).isInstanceOf(FieldRangeException.class);
        assertThatThrownBy(() -> Fields.u32("f", 1L << 32)).isInstanceOf(FieldRangeException.class);
        assertThatThrownBy(() -> Fields.s8("f", 128)).isInstanceOf(FieldRangeException.class);
        assertThatThrownBy(() -> Fields.s16("s.f", -32769)).isInstanceOfSatisfying(FieldRangeException.class, e -> {
            assertThat(e.field()).isEqualTo("s.f");
            assertThat(e.value()).isEqualTo("-32769");
            assertThat(e.rule()).isEqualTo("-32768..32767");
        });
    }

    @Test
    void sixtyFourBitsWithoutASign() {
        assertThat(Fields.unsigned(-1)).isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        assertThat(Fields.unsigned(Long.MIN_VALUE)).isEqualTo(BigInteger.TWO.pow(63));
        assertThat(Fields.unsigned(Long.MAX_VALUE)).isEqualTo(BigInteger.valueOf(Long.MAX_VALUE));
        assertThat(Fields.unsigned(0)).isZero();
        assertThat(Fields.clamp(-1)).isEqualTo(Long.MAX_VALUE);
        assertThat(Fields.clamp(5)).isEqualTo(5);
    }

    @Test
    void namesOfBits() {
        String[] names = {"A", "B"};
        long[] masks = {1, 2};
        assertThat(Fields.names(0, names, masks)).isEqualTo("0");
        assertThat(Fields.names(3, names, masks)).isEqualTo("A|B");
        assertThat(Fields.names(1L << 63 | 2, names, masks)).isEqualTo("B|0x8000000000000000");
        assertThat(Fields.names(4, names, masks)).isEqualTo("0x4");
    }

    @Test
    void textFillsItsFieldAndNoMore() {
        MemorySegment memory = MemorySegment.ofArray(new byte[12]);
        memory.fill((byte) 7);
        Fields.text("f", memory, 2, 8, "abc");
        assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(new byte[] {7, 7, 'a', 'b', 'c', 0, 0, 0, 0, 0, 7, 7});
        assertThat(Fields.text(memory, 2, 8)).isEqualTo("abc");
        Fields.text("f", memory, 2, 8, "");
        assertThat(Fields.text(memory, 2, 8)).isEmpty();
        assertThatThrownBy(() -> Fields.text("f", memory, 2, 8, "12345678")).isInstanceOf(FieldRangeException.class);
        assertThat(Fields.text(memory, 2, 8)).as("refused means untouched").isEmpty();
    }

    @Test
    void zeroNamesTheByte() {
        MemorySegment memory = MemorySegment.ofArray(new byte[] {1, 0, 0, (byte) 0xab});
        Fields.zero(memory, 1, 2, "f");
        assertThatThrownBy(() -> Fields.zero(memory, 1, 3, "s.reserved@1")).isInstanceOf(PeerDataException.class)
                .hasMessage("s.reserved@1 is 0xab in byte 2; rule: zero");
    }
}
