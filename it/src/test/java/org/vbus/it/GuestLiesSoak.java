// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A guest that lies. */
@Needs("debug")
class GuestLiesSoak {
    @Test
    void aGuestThatLies() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", Soak.SECONDS, "hostile", Soak.LIES, Soak.SEED, Soak.SESSION, "guest")).contains("leaks: none", "lies: all good");
    }
}
