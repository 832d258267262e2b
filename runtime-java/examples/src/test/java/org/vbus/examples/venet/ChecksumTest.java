// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    private static MemorySegment bytes(String hex) {
        return MemorySegment.ofArray(HexFormat.of().parseHex(hex));
    }

    @Test
    void theExampleOfTheRfc() {
        // the sum of these is ddf2
        assertThat(Checksum.of(bytes("0001f203f4f5f6f7"))).isEqualTo(0x220d);
        assertThat(Checksum.of(bytes("0001f203f4f5f6f7220d"))).isZero();
        assertThat(Checksum.of(bytes("ff"))).as("as if a zero followed").isEqualTo(0x00ff);
        assertThat(Checksum.of(bytes(""))).isEqualTo(0xffff);
    }

    @Test
    void whatASenderLeftOpen() {
        MemorySegment frame = bytes("aaaa" + "0001f203" + "0000" + "f4f5f6f7");
        assertThat(Checksum.complete(frame, 2, 4)).isTrue();
        assertThat(Checksum.of(frame.asSlice(2))).isZero();
        assertThat(Checksum.complete(frame, 2, 9)).as("half outside").isFalse();
        assertThat(Checksum.complete(frame, 65535, 65535)).isFalse();
    }
}
