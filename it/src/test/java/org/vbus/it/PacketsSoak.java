// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Packets of every size in both directions. */
@Needs("debug")
class PacketsSoak {
    @Test
    void packets() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", Soak.SECONDS, "soak", Soak.PACKETS, 1)).contains("leaks: none", "soak: all good");
    }
}
