// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A host that lies. */
@Needs("debug")
class HostLiesSoak {
    private static final Pattern TOLD = Pattern.compile("wrong_host: done lies=(\\d+) scribbles=(\\d+)");

    @Test
    void aHostThatLies() throws IOException, InterruptedException {
        String said = NetRun.on("debug", Soak.SECONDS, "hostile", Soak.HOST_LIES, Soak.SEED, Soak.SESSION, "host");
        assertThat(said).contains("leaks: none", "lies: all good");
        Matcher told = TOLD.matcher(said);
        assertThat(told.find()).isTrue();
        assertThat(Long.parseLong(told.group(1)) + Long.parseLong(told.group(2))).isGreaterThanOrEqualTo(Soak.LIES);
    }
}
