// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code /dev/vbus} in a booted kernel: programs of 64 and of 32 bits that drive a network card, make each wrong call, are killed, and call at random. For longer:
 * {@code it/user/run --kernel debug --timeout 7200 fuzz 1000000}.
 */
@Needs("vm")
class UserIT {
    private static final int SECONDS = 600;
    /** Beyond the VM's own bound: building modules. */
    private static final Duration BUILD = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void aProgramIsADriver(String series) throws IOException, InterruptedException {
        String output = Command.of(Home.ROOT.resolve("it/user/run"), "--kernel", series, "--timeout", SECONDS, "all", 10_000)
                .within(BUILD.plusSeconds(SECONDS)).shown().run().succeeded();
        assertThat(output).contains("usertool errors: ", "usertool32 errors: ", "dropped closed=2 call=2 signal=2 close=2", "16 programs killed",
                "usertool: calls=100", "usertool32: calls=100", "user: all good").doesNotContain("not ok ");
    }

    /** The jar of {@code runtime-java/examples}, which is built before these tests. */
    @Test
    void programsInJavaAndInCBesideEachOther() throws IOException, InterruptedException {
        String output = Command.of(Home.ROOT.resolve("it/user/run"), "--kernel", "6.12", "--timeout", SECONDS, "java").within(BUILD.plusSeconds(SECONDS)).shown()
                .run().succeeded();
        assertThat(output).contains("20 sent, 20 answered", "20 replies in each", "java: all good");
    }
}
