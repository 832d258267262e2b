// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vbus.lsp.project.Buffers;

/** Tells whether a text is still the same without reading it. */
record Stamp(long edition, long size, long time) {
    private static final Stamp GONE = new Stamp(0, -1, -1);

    /** Of a file as the editor has it, else as it is on the disk. */
    static Stamp of(Path file, Buffers buffers) {
        return buffers.find(file).map(buffer -> new Stamp(buffer.edition(), 0, 0)).orElseGet(() -> of(file));
    }

    /** Of a file on the disk. */
    static Stamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(0, attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            return GONE;
        }
    }

    /** Of all files in a folder. */
    static List<Object> ofFolder(Path folder) throws IOException {
        List<Object> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                all.add(file);
                all.add(of(file));
            }
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException e) {
            return List.of();
        }
        return all;
    }
}
