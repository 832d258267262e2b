// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vbus.compat.snapshot.SnapshotCodec;
import org.vbus.lang.source.SourceReader;

/** The text behind a place, wherever it is: a file, an entry of a jar ({@code JAR!/ENTRY}), a source in a frozen release ({@code FILE.json!/PACKAGE.vbus}). */
public final class SourceTexts {
    private static final String INSIDE = "!/";
    /** Of a frozen release, which holds its sources beside all else. */
    private static final int MAX_RELEASE = 64 << 20;

    private SourceTexts() { }

    /** The text; empty if it cannot be had, or is too long to be a spec. */
    public static Optional<String> read(String file) {
        try {
            int inside = file.indexOf(INSIDE);
            if (inside < 0 || Files.exists(Path.of(file))) {
                return read(Path.of(file), SourceReader.MAX_BYTES);
            }
            Path outer = Path.of(file.substring(0, inside));
            String entry = file.substring(inside + INSIDE.length());
            if (outer.toString().endsWith(".json")) {
                String name = entry.substring(entry.lastIndexOf('/') + 1).replaceAll("\\.vbus$", "");
                return read(outer, MAX_RELEASE).map(text -> SnapshotCodec.read(outer.toString(), text).sources().get(name));
            }
            try (FileSystem jar = FileSystems.newFileSystem(outer)) {
                return read(jar.getPath("/" + entry), SourceReader.MAX_BYTES);
            }
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Its lines as the front end counts them; a lone carriage return ends none. */
    public static List<String> lines(String file) {
        return read(file).map(text -> List.of((text.startsWith("\ufeff") ? text.substring(1) : text).split("\r?\n", -1))).orElse(List.of());
    }

    private static Optional<String> read(Path file, int limit) throws IOException {
        // what is no file may have no end either, and what is too large was not read before
        if (!Files.isRegularFile(file) || Files.size(file) > limit) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(limit), StandardCharsets.UTF_8));
        }
    }
}
