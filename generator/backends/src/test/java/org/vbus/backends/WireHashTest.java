// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.wire.WireFacts;
import org.vbus.model.wire.WireHash;

class WireHashTest {
    private final SpecSet specs = Samples.all();
    private final Device venet = specs.devices().get("linux.venet.venet");

    @Test
    void namesAndCommentsAreNotWireFacts() {
        assertThat(WireFacts.of(specs, venet)).contains("device \"virtual-ethernet\" version 1", "call 2 (OUT)", "feature 0 1 via call 3 requires feature 0.0")
                .doesNotContain("MACQUERY", "cookie", "NEEDS_CSUM", "packet");
    }

    @Test
    void theHashIsTheSameEveryTime() {
        SpecSet again = Samples.all();
        assertThat(WireHash.hex(again, again.devices().get("linux.venet.venet"))).isEqualTo(WireHash.hex(specs, venet)).hasSize(64);
        assertThat(WireHash.hex(specs, specs.devices().get("acme.sensor.sensor"))).isNotEqualTo(WireHash.hex(specs, venet));
    }
}
