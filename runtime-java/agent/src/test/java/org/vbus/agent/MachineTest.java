// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where QEMU puts memory. Numbers are written down, never computed. */
class MachineTest {
    @ParameterizedTest
    @CsvSource({"PC, 512M, 0x20000000", "PC, 3071M, 0xbff00000", "PC, 3G, 0xc0000000", "Q35, 1M, 0x100000", "Q35, 2G, 0x80000000"})
    void memoryThatFitsBelowTheHoleIsOneRange(Machine machine, String size, String bytes) {
        assertThat(machine.ranges(MemorySize.parse(size))).containsExactly(new Range(0, Long.decode(bytes), 0));
    }

    @ParameterizedTest
    @CsvSource({"PC, 3073M, 0xc0000000, 0x100000", "PC, 4G, 0xc0000000, 0x40000000", "PC, 16G, 0xc0000000, 0x340000000",
            "Q35, 2049M, 0x80000000, 0x100000", "Q35, 3G, 0x80000000, 0x40000000", "Q35, 512G, 0x80000000, 0x7f80000000"})
    void whatDoesNotFitIsAboveFourGibibytes(Machine machine, String size, String below, String above) {
        assertThat(machine.ranges(MemorySize.parse(size)))
                .containsExactly(new Range(0, Long.decode(below), 0), new Range(0x100000000L, Long.decode(above), Long.decode(below)));
    }

    @ParameterizedTest
    @EnumSource
    void rangesAreWholePagesThatDoNotMeetAndUseAllOfTheFile(Machine machine) {
        for (long mib = 1; mib < 8192; mib += 97) {
            long address = 0;
            long offset = 0;
            for (Range range : machine.ranges(mib << 20)) {
                assertThat(range.bytes()).isPositive();
                assertThat(range.address()).isGreaterThanOrEqualTo(address);
                assertThat(range.offset()).isEqualTo(offset);
                assertThat((range.address() | range.bytes() | range.offset()) % 4096).isZero();
                address = range.address() + range.bytes();
                offset += range.bytes();
            }
            assertThat(offset).isEqualTo(mib << 20);
        }
    }

    @Test
    void sizesAreThoseOfQemu() {
        assertThat(MemorySize.parse("512M")).isEqualTo(536870912);
        assertThat(MemorySize.parse("4g")).isEqualTo(4294967296L);
        assertThat(MemorySize.format(1536L << 20)).isEqualTo("1536M");
        assertThat(MemorySize.format(4L << 30)).isEqualTo("4G");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "512", "0M", "-1M", "1.5G", "512K", "513G", "999999999G", "9999999999M", "M", "512 M"})
    void whatIsNoSizeIsSaid(String text) {
        assertThatThrownBy(() -> MemorySize.parse(text)).isInstanceOf(AgentException.class).hasMessageContaining("memory of");
    }
}
