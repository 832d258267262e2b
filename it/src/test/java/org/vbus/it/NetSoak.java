// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * For long, on the debug kernel: KASAN, lockdep and kmemleak find nothing. Not part of {@code verify}, whose {@link NetIT} has short versions;
 * run by {@code mvn verify -Psoak -pl it}. The figures are system properties.
 */
@Needs("debug")
class NetSoak {
    private static final int PACKETS = Integer.getInteger("vbus.soak.packets", 1_000_000);
    private static final int RELOADS = Integer.getInteger("vbus.soak.reloads", 200);
    private static final int LIES = Integer.getInteger("vbus.soak.lies", 1_000_000);
    private static final int SEED = Integer.getInteger("vbus.soak.seed", 1);
    private static final int SECONDS = Integer.getInteger("vbus.soak.seconds", 3600);

    @Test
    void packetsAndReloads() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", SECONDS, "soak", PACKETS, RELOADS)).contains("leaks: none", "soak: all good");
    }

    @Test
    void peersThatLie() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", SECONDS, "hostile", LIES, SEED, 256)).contains("leaks: none", "lies: all good");
    }
}
