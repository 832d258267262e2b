// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Takes every output to a folder beside the target as it is made, and brings them all to the target when the last one is there.
 * A file that is in the target already with the same bytes is left alone, its time stamp too. Until then the target stays as it
 * was, and memory holds only the outputs that are being made. Many threads may write, then one publishes.
 */
public final class OutputTree implements Outputs {
    private final Path target;
    private final Set<String> changed = new TreeSet<>();
    private final Set<String> unchanged = new TreeSet<>();
    private final Set<Path> folders = new HashSet<>();
    private Path staging;
    private Thread cleaner;

    /**
     * What was published.
     *
     * @param written paths that are new or changed
     * @param unchanged paths that were up to date
     */
    public record Published(List<String> written, List<String> unchanged) { }

    /** Outputs for a folder, which is made if it is missing. */
    public OutputTree(Path target) {
        this.target = target.toAbsolutePath().normalize();
    }

    /**
     * Takes one output.
     *
     * @throws UncheckedIOException when the disk refuses; the target is as it was
     */
    @Override
    public void write(String path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(String path, byte[] bytes) {
        Path relative = Path.of(path);
        if (relative.isAbsolute() || !relative.normalize().equals(relative) || path.startsWith("..")) {
            throw new IllegalArgumentException("output path " + path + " leaves the output folder");
        }
        try {
            boolean same = holds(target.resolve(relative), bytes);
            Path staged = claim(path, same);
            if (!same) {
                Files.write(staged, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Moves what differs into the target.
     *
     * @throws IOException when the disk refuses; the target then has all of its old files or, after the first move, some new ones
     */
    @Override
    public Published publish() throws IOException {
        if (staging != null) {
            List<Path> moving = new ArrayList<>();
            collect(Path.of(""), moving);
            for (Path path : moving) {
                move(staging.resolve(path), target.resolve(path));
            }
        }
        return new Published(List.copyOf(changed), List.copyOf(unchanged));
    }

    /** Drops what was not published. */
    @Override
    public void close() throws IOException {
        if (staging == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // the process is ending: the hook does what is left
            return;
        }
        delete(staging);
        staging = null;
    }

    private static boolean holds(Path file, byte[] bytes) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    /** Where to put an output that differs, in a folder that is there. */
    private synchronized Path claim(String path, boolean same) throws IOException {
        if (changed.contains(path) || unchanged.contains(path)) {
            throw new IllegalArgumentException("output " + path + " is written twice");
        }
        if (same) {
            unchanged.add(path);
            return target.resolve(path);
        }
        changed.add(path);
        if (staging == null) {
            // beside the target, so that a move stays within one file system
            Path parent = target.getParent() == null ? target : target.getParent();
            Files.createDirectories(parent);
            staging = Files.createTempDirectory(parent, "." + target.getFileName() + ".staging");
            cleaner = new Thread(() -> dropQuietly(staging));
            Runtime.getRuntime().addShutdownHook(cleaner);
        }
        Path staged = staging.resolve(path);
        folder(staged.getParent());
        return staged;
    }

    private void folder(Path folder) throws IOException {
        if (folders.add(folder)) {
            Files.createDirectories(folder);
        }
    }

    /** What can be moved at once: files, and folders that the target lacks with all that is in them. */
    private void collect(Path folder, List<Path> moving) throws IOException {
        // where a file is in the way of a folder this fails, and nothing has been moved yet
        Files.createDirectories(target.resolve(folder));
        for (Path entry : entries(staging.resolve(folder))) {
            Path path = staging.relativize(entry);
            if (Files.isDirectory(entry) && Files.exists(target.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                collect(path, moving);
            } else {
                moving.add(path);
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // the target, or a folder in it, is a mount of its own
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
                for (Path entry : entries(from)) {
                    move(entry, to.resolve(entry.getFileName()));
                }
            } else {
                Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** When the process is told to end while it works. */
    private static void dropQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // it is being left, and there is nobody to tell
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
