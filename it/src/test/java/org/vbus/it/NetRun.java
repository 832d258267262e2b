// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.io.IOException;
import java.time.Duration;

/** Runs {@code it/net/run}, which builds the modules and boots a kernel. */
final class NetRun {
    /** Beyond the VM's own bound: building modules, and the debug kernel on first use. */
    private static final Duration BUILD = Duration.ofMinutes(60);

    private NetRun() { }

    /** The output; fails the test unless the run succeeds. {@code seconds} bounds the VM. */
    static String on(String series, int seconds, Object... words) throws IOException, InterruptedException {
        return Command.of(Home.ROOT.resolve("it/net/run"), "--kernel", series, "--timeout", seconds).with(words)
                .within(BUILD.plusSeconds(seconds)).shown().run().succeeded();
    }
}
