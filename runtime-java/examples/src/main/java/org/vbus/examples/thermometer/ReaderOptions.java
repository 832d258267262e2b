// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.thermometer;

import org.vbus.examples.ExampleException;
import picocli.CommandLine.Option;

/** How often and how long. */
final class ReaderOptions {
    @Option(names = "--count", paramLabel = "N", defaultValue = "10", description = "Readings (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--period", paramLabel = "MS", defaultValue = "200",
            description = "Milliseconds from one to the next; the thermometer takes 10 to 60000 (default: ${DEFAULT-VALUE}).")
    private int period;

    /** Readings. */
    int count() {
        if (count < 1) {
            throw new ExampleException("--count is at least 1, not " + count);
        }
        return count;
    }

    /** Milliseconds. */
    int period() {
        if (period < 1) {
            throw new ExampleException("--period is at least 1, not " + period);
        }
        return period;
    }
}
