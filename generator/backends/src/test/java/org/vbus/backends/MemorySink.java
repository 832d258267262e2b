// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps what a back end writes, from any thread. */
public final class MemorySink implements OutputSink {
    private final Map<String, String> files = new ConcurrentSkipListMap<>();

    @Override
    public void write(String path, String text) {
        if (files.put(path, text) != null) {
            throw new IllegalArgumentException(path + " was written twice");
        }
    }

    public Map<String, String> files() {
        return files;
    }

    /** Everything that a back end makes of the samples. */
    public static Map<String, String> of(Backend backend) {
        MemorySink sink = new MemorySink();
        backend.generate(Samples.all(), sink);
        return sink.files();
    }
}
