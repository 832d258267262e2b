// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.nio.file.Path;
import org.vbus.backends.Samples;

/** Writes the bindings of the samples into a folder, for a look at them. */
final class GenerateSamples {
    private GenerateSamples() { }

    public static void main(String[] args) {
        MemorySink sink = new MemorySink();
        new JavaBackend().generate(Samples.all(), sink);
        sink.to(Path.of(args[0]));
    }
}
