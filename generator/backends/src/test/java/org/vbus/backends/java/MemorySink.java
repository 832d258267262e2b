// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.vbus.backends.OutputSink;

/** Keeps what a back end writes, from any thread. */
public final class MemorySink implements OutputSink {
    public final Map<String, String> files = new ConcurrentSkipListMap<>();

    @Override
    public void write(String path, String text) {
        if (files.put(path, text) != null) {
            throw new IllegalArgumentException(path + " was written before");
        }
    }

    /** Writes the files below a folder. */
    public void to(Path folder) {
        files.forEach((path, text) -> {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
