// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code /dev/vbus-kvm} in a booted kernel.
 *
 * <p>The host's half of the KVM connector alone: programs of 64 and of 32 bits that are agent and guest in one, make each wrong call and each wrong request, are killed, and lie at random.
 * And whole: guests, VMs inside the VM, each started by the line that {@code vbusc attach} prints. For longer: {@code it/kvm/run --kernel debug --timeout 7200 fuzz 1000000}, and
 * {@code it/kvm/run --timeout 14400 guests --times 50 reload lives}.
 */
@Needs("vm")
class KvmIT {
    private static final int SECONDS = 900;
    /** Of one try; on two processors that nobody else uses, six minutes. */
    private static final int GUESTS_SECONDS = 1200;
    /** Beyond the VM's own bound: building modules. */
    private static final Duration BUILD = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void aProgramIsAGuest(String series) throws IOException, InterruptedException {
        String output = Command.of(Home.ROOT.resolve("it/kvm/run"), "--kernel", series, "--timeout", SECONDS, "all", 5_000)
                .within(BUILD.plusSeconds(SECONDS)).shown().run().succeeded();
        assertThat(output).contains("kvmtool errors bus0: ", "kvmtool32 errors bus0: ", "kvmtool requests bus0: ", "kvmtool reset bus0: ", "8 guests killed",
                "kvmtool: steps=5", "kvmtool32: steps=5", "kvm: all good").doesNotContain("not ok ");
    }

    @Test
    void guestsComeAndGo() throws IOException, InterruptedException {
        assertThat(guests("6.12")).contains("under traffic too", "rx_gso: ", "the guest sleeps, and wakes up", "ended by reboot, ", "ended by panic, ", "ended by kill, ", "ended by agent, ");
    }

    /** The steps in which the two kernels differ most; all of them is a command: {@code it/kvm/run --kernel 6.1 guests}. */
    @Test
    void guestsOfTheOlderKernel() throws IOException, InterruptedException {
        assertThat(guests("6.1", "plug", "ping", "streams", "reload", "reset")).contains("under traffic too", "rx_gso: ", "a guest starts over, its memory as it was");
    }

    private static String guests(String series, Object... steps) throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(List.of(Home.ROOT.resolve("it/kvm/run"), "--kernel", series, "--timeout", GUESTS_SECONDS, "guests"));
        words.addAll(List.of(steps));
        String output = Command.of(words.toArray())
                .within(BUILD.plusSeconds(2 * GUESTS_SECONDS)).shown().run().succeeded();
        assertThat(output).contains("guests: all good").doesNotContain("not ok ");
        return output;
    }
}
