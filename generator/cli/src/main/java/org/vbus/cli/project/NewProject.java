// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a project into a folder of its own, and over nothing. */
public final class NewProject {
    private final Path folder;

    /** In a folder that is not there yet, or empty. */
    public NewProject(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes it.
     *
     * @param files text by path below the folder
     * @throws IllegalArgumentException when the folder has something in it
     * @throws IOException when the disk refuses
     */
    public void write(Map<String, String> files) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder()) {
            throw new IllegalArgumentException(folder + " is there already, and nothing is written over: name another folder with --dir");
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        }
    }

    private boolean isEmptyFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }
}
