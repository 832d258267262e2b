// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Everything is unloaded again and again with traffic running. */
@Needs("debug")
class UnloadSoak {
    @Test
    void unloadedUnderTraffic() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", Soak.SECONDS, "soak", Soak.FEW, Soak.RELOADS)).contains("leaks: none", "soak: all good");
    }
}
