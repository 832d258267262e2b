// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code /dev/vbus-kvm} in a booted kernel, the host's half of the KVM connector alone: programs of 64 and of 32 bits that are agent and guest in one, make each wrong call and each wrong
 * request, are killed, and lie at random. For longer: {@code it/kvm/run --kernel debug --timeout 7200 fuzz 1000000}.
 *
 * <p>Not here: guests, VMs inside the VM, which have their network by it. In an emulated processor one of some twenty does not boot; until it is known why, they are a command of their
 * own, {@code it/kvm/run --timeout 1200 guests}.
 */
@Needs("vm")
class KvmIT {
    private static final int SECONDS = 900;
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
}
