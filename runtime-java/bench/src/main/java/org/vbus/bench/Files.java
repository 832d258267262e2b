// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Memory of two processes: files below {@code /dev/shm}. */
final class Files {
    private Files() { }

    static MemorySegment map(Path file, long size, Arena arena) throws IOException {
        try (FileChannel channel = open(file)) {
            return channel.map(MapMode.READ_WRITE, 0, size, arena);
        }
    }

    static ByteBuffer buffer(Path file, long size) throws IOException {
        try (FileChannel channel = open(file)) {
            return channel.map(MapMode.READ_WRITE, 0, size);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    static Path folder() throws IOException {
        return java.nio.file.Files.createTempDirectory(Path.of("/dev/shm"), "vbus-bench");
    }

    static void delete(Path folder) throws IOException {
        try (var all = java.nio.file.Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                java.nio.file.Files.deleteIfExists(path);
            }
        }
    }
}
