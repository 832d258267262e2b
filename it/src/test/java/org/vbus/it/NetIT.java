// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A venet pair, guest and host in one booted kernel: what a network device must be able to do, peers that lie to it, and a short soak. The long
 * one are the classes beside {@link Soak}. Peers that lie and the soak run on one kernel each, so that a build stays below 40 minutes: the other one is
 * {@code it/net/run --kernel SERIES hostile} and {@code soak}.
 */
@Needs("vm")
class NetIT {
    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void aPairDoesWhatANetworkDeviceMust(String series) throws IOException, InterruptedException {
        assertThat(NetRun.on(series, 600, "pair", "venet", 2000)).contains("venet pair: all good");
    }

    /** Linux's own virtio_net on the bus; the older kernel is a command: {@code it/net/run --kernel 6.1 pair virtio}. */
    @ParameterizedTest
    @ValueSource(strings = "6.12")
    void soDoesACardOfVirtio(String series) throws IOException, InterruptedException {
        assertThat(NetRun.on(series, 600, "pair", "virtio", 500)).contains("virtio pair: all good");
    }

    @ParameterizedTest
    @ValueSource(strings = "6.12")
    void peersThatLieAreToldFrom(String series) throws IOException, InterruptedException {
        assertThat(NetRun.on(series, 600, "hostile", 10_000, 1)).contains("wrong_guest: done lies=10000", "wrong_host: done lies=10000", "lies: all good");
    }

    @ParameterizedTest
    @ValueSource(strings = "6.1")
    void unloadingUnderTrafficLosesNothing(String series) throws IOException, InterruptedException {
        assertThat(NetRun.on(series, 600, "soak", 4000, 8)).contains("soak: all good");
    }
}
