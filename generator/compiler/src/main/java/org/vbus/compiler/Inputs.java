// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns what the user named into spec files. */
final class Inputs {
    private static final int DEEPEST = 32;

    private Inputs() { }

    /**
     * Files as they are; folders searched for {@code *.vbus}, in the order of their names.
     *
     * @throws IOException when a path does not exist or cannot be read
     */
    static List<Path> expand(List<Path> inputs) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                try (Stream<Path> found = Files.walk(input, DEEPEST)) {
                    found.filter(path -> path.getFileName().toString().endsWith(".vbus") && Files.isRegularFile(path)).sorted().forEach(files::add);
                }
            } else if (Files.exists(input)) {
                files.add(input);
            } else {
                throw new NoSuchFileException(input.toString());
            }
        }
        return files.stream().distinct().toList();
    }
}
