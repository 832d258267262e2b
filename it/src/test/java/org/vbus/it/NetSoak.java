// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * For long, on the debug kernel: KASAN, lockdep and kmemleak find nothing. Not part of {@code verify}, whose {@link NetIT} has short versions;
 * run by {@code mvn verify -Psoak -pl it -am}, two at a time. The figures are system properties.
 */
@Needs("debug")
class NetSoak {
    private static final int PACKETS = Integer.getInteger("vbus.soak.packets", 1_000_000);
    private static final int RELOADS = Integer.getInteger("vbus.soak.reloads", 200);
    private static final int LIES = Integer.getInteger("vbus.soak.lies", 1_000_000);
    private static final int SEED = Integer.getInteger("vbus.soak.seed", 1);
    private static final int SECONDS = Integer.getInteger("vbus.soak.seconds", 3600);
    /** Most lies between an open and its close, which cost half a second there: an interface comes and goes. */
    private static final int SESSION = 1024;
    /** Of each kind that there is, one packet at least. */
    private static final int FEW = 100;

    @Test
    void packets() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", SECONDS, "soak", PACKETS, 1)).contains("leaks: none", "soak: all good");
    }

    @Test
    void unloadedUnderTraffic() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", SECONDS, "soak", FEW, RELOADS)).contains("leaks: none", "soak: all good");
    }

    @Test
    void aGuestThatLies() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", SECONDS, "hostile", LIES, SEED, SESSION, "guest")).contains("leaks: none", "lies: all good");
    }

    @Test
    void aHostThatLies() throws IOException, InterruptedException {
        assertThat(NetRun.on("debug", SECONDS, "hostile", LIES, SEED, SESSION, "host")).contains("leaks: none", "lies: all good");
    }
}
