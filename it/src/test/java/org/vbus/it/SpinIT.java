// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The signal's protocol in every order that a weak memory allows, as C and Java have it: with its barriers, and with each of them away. */
@Needs("check")
class SpinIT {
    @Test
    void noWakeupIsLostAndTheModelSeesThoseThatAre() throws IOException, InterruptedException {
        String output = Command.of(Home.KERNEL.resolve("harness/spin/run"), Home.work("spin")).within(Duration.ofMinutes(10)).shown().run().succeeded();
        assertThat(output).contains("weak, all barriers: holds", "TSO, all barriers, two senders: holds", "TSO, the barriers of 2009: loses a wakeup",
                "0 not as expected");
        for (String barrier : new String[] {"TSO without S", "TSO without N", "TSO without R", "TSO without C", "TSO without P", "weak without D"}) {
            assertThat(output).contains(barrier + ": loses a wakeup");
        }
    }
}
