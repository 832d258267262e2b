// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A kernel tree built against the headers of one series. */
final class KernelTree {
    private KernelTree() { }

    /** Copies and builds; W=1 and sparse must be silent. The folder with the modules. */
    static Path build(String series, Path source, String name) throws IOException, InterruptedException {
        return build(series, source, name, "VBUS_TESTS=");
    }

    /** With the modules that only tests load. */
    static Path buildWithTests(String series, Path source, String name) throws IOException, InterruptedException {
        return build(series, source, name, "VBUS_TESTS=1");
    }

    private static Path build(String series, Path source, String name, String tests) throws IOException, InterruptedException {
        Path build = Home.work("kernel").resolve(name + "-" + series);
        Command.of(Home.ROOT.resolve("it/kernel/build"), series, source, build, tests).within(Duration.ofMinutes(8)).shown().run().succeeded();
        return build;
    }
}
