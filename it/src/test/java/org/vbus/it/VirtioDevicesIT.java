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
 * Linux's own drivers of virtio on devices of a bus: all in one booted kernel, and over KVM, in guests that are VMs inside the VM. For longer, and with checks:
 * {@code it/virtio/run --kernel debug --timeout 3600 hostile 100000} and {@code it/kvm/run --timeout 7200 virtio --times 20 killed}.
 */
@Needs("vm")
class VirtioDevicesIT {
    private static final int SECONDS = 600;
    private static final int GUESTS_SECONDS = 900;
    /** Beyond the VM's own bound: building modules. */
    private static final Duration BUILD = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void driversOfLinuxUseThem(String series) throws IOException, InterruptedException {
        assertThat(run(1, SECONDS, "it/virtio/run", "--kernel", series, "--timeout", SECONDS, "all", 2000)).contains("== rng", "== disk: a file system", "== console",
                "== disk: unplugged under traffic", "== a driver that lies", "== all modules go");
    }

    @Test
    void guestsUseThem() throws IOException, InterruptedException {
        assertThat(run(2, GUESTS_SECONDS, "it/kvm/run", "--timeout", GUESTS_SECONDS, "virtio")).contains("killed after record ", "virtio in guests: all good");
    }

    private static String run(int tries, int seconds, String command, Object... words) throws IOException, InterruptedException {
        List<Object> all = new ArrayList<>(List.of(Home.ROOT.resolve(command)));
        all.addAll(List.of(words));
        String output = Command.of(all.toArray()).within(BUILD.plusSeconds((long) tries * seconds)).shown().run().succeeded();
        assertThat(output).doesNotContain("not ok ");
        return output;
    }
}
