// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.NamedType;

class SamplesTest {
    @Test
    void layoutsAreThoseOfTheAbi() {
        StructLayout sg = struct("linux.venet.venet_sg").layouts().lp64();
        assertThat(sg.members()).extracting(MemberLayout::offset).containsExactly(0L, 8L, 12L, 16L, 20L, 26L, 28L, 32L);
        for (AbiClass abi : AbiClass.values()) {
            assertThat(struct("linux.ioq.ioq_ring_head").layouts().on(abi).size()).isEqualTo(56);
            assertThat(struct("linux.ioq.ioq_ring_desc").layouts().on(abi).size()).isEqualTo(32);
        }
    }

    private static NamedType.Struct struct(String name) {
        return (NamedType.Struct) Samples.all().types().get(name);
    }
}
