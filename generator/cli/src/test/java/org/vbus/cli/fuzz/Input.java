// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the compiler is given.
 *
 * @param files and whatever else lies in the folder
 * @param given paths below the folder that stand on the command line
 */
record Input(List<Entry> files, List<String> given) {
    Input {
        files = List.copyOf(files);
        given = List.copyOf(given);
    }

    /** Something in the folder, at a path relative to it. */
    sealed interface Entry {
        String path();
    }

    record Text(String path, byte[] bytes) implements Entry { }

    record Folder(String path) implements Entry { }

    /** A link, to itself too, or to nothing. */
    record Link(String path, String target) implements Entry { }

    /** One file, named on the command line. */
    static Input of(byte[] bytes) {
        return new Input(List.of(new Text("x.vbus", bytes)), List.of("x.vbus"));
    }

    static Input of(String text) {
        return of(bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of all files. */
    long size() {
        return files.stream().mapToLong(entry -> entry instanceof Text text ? text.bytes().length : 0).sum();
    }

    /** Puts everything below a folder; the paths to compile. */
    List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Entry entry : files) {
            Path path = folder.resolve(entry.path());
            Files.createDirectories(path.getParent());
            if (entry instanceof Text text) {
                Files.write(path, text.bytes());
            } else if (entry instanceof Link link) {
                Files.createSymbolicLink(path, Path.of(link.target()));
            } else {
                Files.createDirectories(path);
            }
        }
        List<Path> paths = new ArrayList<>();
        given.forEach(path -> paths.add(folder.resolve(path)));
        return paths;
    }
}
