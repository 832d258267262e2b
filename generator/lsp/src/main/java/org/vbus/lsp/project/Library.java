// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.project;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.vbus.lang.source.PackageFinder;
import org.vbus.lang.source.Packages;

/**
 * Which files there are, and which package each declares. An import means, in this order: the file in a folder or jar that was named for it, the file of the
 * workspace that lies nearest, the file beside, the bus's own. One thread uses it at a time.
 */
public final class Library {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_FILES = 20_000;
    /** Folders of copies, which declare the same packages again. */
    private static final Set<String> SKIPPED = Set.of("target", "build", "out", "node_modules");

    private final Buffers buffers;
    private final Extracts extracts;
    private List<Path> workspace = List.of();
    private List<Path> includes = List.of();
    private List<Path> own = List.of();
    /** By folder or jar. */
    private final Map<Path, Map<Path, String>> scanned = new HashMap<>();
    private long generation;

    public Library(Buffers buffers, Extracts extracts) {
        this.buffers = buffers;
        this.extracts = extracts;
    }

    /** Sets where to look. */
    public void configure(List<Path> workspace, List<Path> includes, List<Path> own) {
        this.workspace = List.copyOf(workspace);
        this.includes = List.copyOf(includes);
        this.own = List.copyOf(own);
        forget();
    }

    /** Looks again at the next question: files came or went. */
    public void forget() {
        scanned.clear();
        generation++;
    }

    /** Grows whenever an import may mean another file. */
    public long generation() {
        return generation;
    }

    /** A file of the disk has another text: its package may be another. */
    public void changed(Path file) {
        for (Map<Path, String> folder : scanned.values()) {
            if (folder.containsKey(file) && !PackageFinder.declaredIn(file).equals(Optional.of(folder.get(file)))) {
                forget();
                return;
            }
        }
    }

    /** All specs of the workspace and all that are open. */
    public Set<Path> files() {
        Set<Path> files = new TreeSet<>();
        workspace.forEach(folder -> files.addAll(below(folder, MAX_DEPTH).keySet()));
        buffers.all().forEach(buffer -> files.add(buffer.path()));
        return files;
    }

    /** Whether a file is one that its user edits: not one of a jar, nor of a release. */
    public boolean isEditable(Path file) {
        return !extracts.holds(file) && (workspace.stream().anyMatch(file::startsWith) || buffers.find(file).isPresent() || includes.stream().anyMatch(file::startsWith)
                || Files.isWritable(file));
    }

    /** What imports mean in a file. */
    public Packages of(Path file) {
        return new Packages() {
            @Override
            public Optional<Path> find(String packageName) {
                return Library.this.find(packageName, file);
            }

            @Override
            public List<String> names() {
                Set<String> names = new TreeSet<>();
                places(file).forEach(place -> place.values().forEach(names::add));
                return List.copyOf(names);
            }
        };
    }

    private Optional<Path> find(String packageName, Path from) {
        for (Map<Path, String> place : places(from)) {
            List<Path> candidates = new ArrayList<>();
            place.forEach((file, name) -> {
                if (name.equals(packageName)) {
                    candidates.add(file);
                }
            });
            if (!candidates.isEmpty()) {
                return candidates.stream().min(Comparator.comparingInt((Path file) -> -shared(file, from)).thenComparingInt(Path::getNameCount)
                        .thenComparing(Path::toString));
            }
        }
        return Optional.empty();
    }

    /** Files with their packages, the places that count more first. */
    private List<Map<Path, String>> places(Path from) {
        List<Map<Path, String>> places = new ArrayList<>();
        includes.forEach(include -> places.add(open(below(include, MAX_DEPTH))));
        Map<Path, String> near = new LinkedHashMap<>();
        workspace.forEach(folder -> near.putAll(below(folder, MAX_DEPTH)));
        buffers.all().forEach(buffer -> near.put(buffer.path(), ""));
        places.add(open(near));
        if (workspace.stream().noneMatch(from::startsWith) && !Uris.isNowhere(from) && from.getParent() != null) {
            places.add(open(below(from.getParent(), 1)));
            // as the specs of this project lie: each in a folder of its own, side by side
            if (from.getParent().getParent() != null && from.getParent().getParent().getNameCount() > 0) {
                places.add(open(below(from.getParent().getParent(), 2)));
            }
        }
        own.forEach(folder -> places.add(open(below(folder, MAX_DEPTH))));
        return places;
    }

    /** With the packages of what is open as the editor has it. */
    private Map<Path, String> open(Map<Path, String> files) {
        Map<Path, String> now = new LinkedHashMap<>(files);
        now.replaceAll((file, name) -> buffers.find(file).map(buffer -> PackageFinder.declaredIn(buffer.text().content()).orElse("")).orElse(name));
        return now;
    }

    private static int shared(Path one, Path other) {
        int count = 0;
        while (count < Math.min(one.getNameCount(), other.getNameCount()) && one.getName(count).equals(other.getName(count))) {
            count++;
        }
        return count;
    }

    private Map<Path, String> below(Path place, int depth) {
        return scanned.computeIfAbsent(depth == MAX_DEPTH ? place : place.resolve("*" + depth), key -> {
            Map<Path, String> found = new TreeMap<>();
            Set<Path> files = Files.isRegularFile(place) ? extracts.jar(place) : walk(place, depth);
            files.forEach(file -> PackageFinder.declaredIn(file).ifPresent(name -> found.put(file, name)));
            return found;
        });
    }

    private static Set<Path> walk(Path folder, int depth) {
        Set<Path> files = new LinkedHashSet<>();
        try {
            // a link to the folder itself is followed, one within it may lead anywhere
            EnumSet<FileVisitOption> links = Files.isSymbolicLink(folder) ? EnumSet.of(FileVisitOption.FOLLOW_LINKS) : EnumSet.noneOf(FileVisitOption.class);
            Files.walkFileTree(folder, links, depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    String name = String.valueOf(inner.getFileName());
                    return !inner.equals(folder) && (name.startsWith(".") || SKIPPED.contains(name)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && file.toString().endsWith(".vbus")) {
                        files.add(file.toAbsolutePath().normalize());
                    }
                    return files.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // what may not be read is not there
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return files;
        }
        return files;
    }
}
