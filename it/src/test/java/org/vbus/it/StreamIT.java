// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Profile stream in a booted kernel: what processes may expect of its ends, devices and drivers that go and come under traffic, and a guest and a host that
 * lie. For longer: {@code it/stream/run --kernel debug --timeout 7200 hostile 1000000}.
 */
@Needs("vm")
class StreamIT {
    private static final int SECONDS = 300;
    private static final int LIES = 10_000;
    /** Beyond the VM's own bound: building modules. */
    private static final Duration BUILD = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void aStreamIsWhatProcessesExpect(String series) throws IOException, InterruptedException {
        String output = Command.of(Home.ROOT.resolve("it/stream/run"), "--kernel", series, "--timeout", SECONDS, "all", LIES)
                .within(BUILD.plusSeconds(SECONDS)).shown().run().succeeded();
        assertThat(output).contains("the pipe is dry", "the chute is shut", "and carry bytes as before", "wrong_pipe_guest: done lies=" + LIES,
                "wrong_pipe_host: done lies=" + LIES, "streams: all good").doesNotContain("FAILED");
    }
}
