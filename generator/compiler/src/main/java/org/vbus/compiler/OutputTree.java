// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vbus.backends.OutputSink;

/**
 * Holds every output until all are made, then brings them to the disk: staged in a folder beside the target, moved one by one
 * when all are staged. A file that is there already with the same bytes is left alone, its time stamp too.
 */
public final class OutputTree implements OutputSink {
    private final Map<String, byte[]> files = new TreeMap<>();

    /**
     * What was published.
     *
     * @param written paths that are new or changed
     * @param unchanged paths that were up to date
     */
    public record Published(List<String> written, List<String> unchanged) { }

    @Override
    public void write(String path, String text) {
        Path relative = Path.of(path);
        if (relative.isAbsolute() || !relative.normalize().equals(relative) || path.startsWith("..")) {
            throw new IllegalArgumentException("output path " + path + " leaves the output folder");
        }
        if (files.putIfAbsent(path, text.getBytes(StandardCharsets.UTF_8)) != null) {
            throw new IllegalArgumentException("output " + path + " is written twice");
        }
    }

    /** Paths and contents, sorted by path. */
    public Map<String, byte[]> files() {
        return files;
    }

    /**
     * Writes what differs below a folder, which is made if it is missing.
     *
     * @throws IOException when the disk refuses; the target then has all of its old files or, after the staging, some new ones
     */
    public Published publish(Path target) throws IOException {
        List<String> changed = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            boolean same = Files.isRegularFile(path) && Arrays.equals(Files.readAllBytes(path), file.getValue());
            (same ? unchanged : changed).add(file.getKey());
        }
        if (!changed.isEmpty()) {
            replace(target.toAbsolutePath().normalize(), changed);
        }
        return new Published(List.copyOf(changed), List.copyOf(unchanged));
    }

    private void replace(Path target, List<String> changed) throws IOException {
        Files.createDirectories(target);
        Path parent = target.getParent() == null ? target : target.getParent();
        // beside the target, so that a move stays within one file system
        Path staging = Files.createTempDirectory(parent, "." + target.getFileName() + ".staging");
        try {
            for (String path : changed) {
                Path staged = staging.resolve(path);
                Files.createDirectories(staged.getParent());
                Files.write(staged, files.get(path));
            }
            for (String path : changed) {
                Files.createDirectories(target.resolve(path).getParent());
            }
            for (String path : changed) {
                Files.move(staging.resolve(path), target.resolve(path), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            delete(staging);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
