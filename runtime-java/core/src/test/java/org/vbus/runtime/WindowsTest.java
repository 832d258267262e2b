// SPDX-License-Identifier: Apache-2.0
package org.vbus.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
    @ParameterizedTest
    @ValueSource(longs = {-1, 9, 16, 17, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 7})
    void outsideTheSegment(long offset) {
        MemorySegment memory = MemorySegment.ofArray(new long[2]);
        assertThatThrownBy(() -> Windows.check("s", memory, offset, 8, 1)).isInstanceOfSatisfying(WindowException.class, e -> {
            assertThat(e.struct()).isEqualTo("s");
            assertThat(e.offset()).isEqualTo(offset);
        });
    }

    @Test
    void alignmentIsThatOfTheAddress() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment odd = arena.allocate(64, 64).asSlice(4);
            assertThatThrownBy(() -> Windows.check("s", odd, 0, 8, 8)).isInstanceOf(WindowException.class);
            assertThatCode(() -> Windows.check("s", odd, 4, 8, 8)).doesNotThrowAnyException();
        }
    }

    @Test
    void arraysOnTheHeapAreAsAlignedAsTheirElements() {
        assertThatCode(() -> Windows.check("s", MemorySegment.ofArray(new long[2]), 8, 8, 8)).doesNotThrowAnyException();
        assertThatCode(() -> Windows.check("s", MemorySegment.ofArray(new int[2]), 4, 4, 4)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Windows.check("s", MemorySegment.ofArray(new int[4]), 8, 8, 8)).isInstanceOf(WindowException.class)
                .hasMessageContaining("heap");
        assertThatThrownBy(() -> Windows.check("s", MemorySegment.ofArray(new long[2]), 4, 8, 8)).isInstanceOf(WindowException.class);
    }

    @Test
    void roomAndEnds() {
        MemorySegment memory = MemorySegment.ofArray(new byte[100]);
        assertThat(Windows.room(memory, 10, 40)).isEqualTo(2);
        assertThat(Windows.room(memory, 101, 1)).isZero();
        assertThat(Windows.fits(2, memory, 10, 40)).isTrue();
        assertThat(Windows.fits(3, memory, 10, 40)).isFalse();
        assertThat(Windows.fits(-1, memory, 10, 40)).isFalse();
        assertThat(Windows.end(10, 40, 2)).isEqualTo(90);
        assertThatThrownBy(() -> Windows.end(10, 40, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Windows.end(10, 40, Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }
}
