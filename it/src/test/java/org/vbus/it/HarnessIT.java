// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The kernel's signal and ring code in user space, under the sanitizers. */
class HarnessIT {
    @Test
    void signalAndRingHoldUnderTheSanitizers() throws IOException, InterruptedException {
        String output = Command.of("make", "-C", Home.KERNEL.resolve("harness"), "check").within(Duration.ofMinutes(10)).shown().run().succeeded();
        assertThat(output).containsPattern("[1-9]\\d* passed, 0 failed");
    }
}
