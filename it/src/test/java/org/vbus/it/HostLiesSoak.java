// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A host that lies. */
@Needs("debug")
class HostLiesSoak {
    @Test
    void aHostThatLies() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", Soak.SECONDS, "hostile", Soak.LIES, Soak.SEED, Soak.SESSION, "host")).contains("leaks: none", "lies: all good");
    }
}
