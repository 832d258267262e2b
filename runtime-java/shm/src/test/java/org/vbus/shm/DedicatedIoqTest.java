// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** All of {@link IoqTest} for rings with code of their own. */
class DedicatedIoqTest extends IoqTest {
    @Override
    RingFixture ring(int count) {
        return new RingFixture(count, true, Ioq::dedicated);
    }

    @Test
    void theCodeIsTheRingsAlone() {
        try (RingFixture ring = ring(3)) {
            assertThat(ring.north.ring.getClass().isHidden()).isTrue();
            assertThat(ring.north.ring.getClass()).isNotSameAs(ring.south.ring.getClass());
        }
    }
}
