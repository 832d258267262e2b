// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.source;

import static org.vbus.lang.diag.Catalogue.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.vbus.lang.diag.Reporter;
import org.vbus.model.Origin;

/**
 * Finds specs in search folders and jars by the package that they declare, from their first lines, without parsing them. Jars stay open
 * until it is closed, because the files in them are read later.
 */
public final class PackageFinder implements Packages, AutoCloseable {
    /** A package declaration comes first but for comments; no header comment is longer than this. */
    private static final int HEAD_BYTES = 16 << 10;
    private static final int MAX_DEPTH = 16;
    private final List<Path> folders;
    private final Reporter reporter;
    private final List<FileSystem> jars = new ArrayList<>();
    private Map<String, List<Path>> packages;

    /** Looks below these folders and in these jars, in this order; nothing is read before the first question. */
    public PackageFinder(List<Path> folders, Reporter reporter) {
        this.folders = List.copyOf(folders);
        this.reporter = reporter;
    }

    /** What messages call a file: its path, behind the jar's and a {@code !} if it is in one. */
    public static String nameOf(Path file) {
        String path = file.normalize().toString().replace('\\', '/');
        // the file system of a jar is named as the jar
        return file.getFileSystem() == FileSystems.getDefault() ? path : file.getFileSystem().toString().replace('\\', '/') + "!" + path;
    }

    /** The package that a text declares. */
    public static Optional<String> declaredIn(String text) {
        int at = skip(text, 0);
        if (!text.startsWith("package", at) || at + 7 >= text.length() || isNamePart(text.charAt(at + 7))) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder();
        at = skip(text, at + 7);
        while (at < text.length() && (isNamePart(text.charAt(at)) || text.charAt(at) == '.' || text.charAt(at) == '^')) {
            boolean dot = text.charAt(at) == '.';
            if (text.charAt(at) != '^') {
                name.append(text.charAt(at));
            }
            at++;
            int next = skip(text, at);
            // a blank ends the name unless a dot stands beside it
            at = dot || next < text.length() && text.charAt(next) == '.' ? next : at;
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(name.toString());
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    /** The file that declares a package; the first folder that has one wins. */
    @Override
    public Optional<Path> find(String packageName) {
        return Optional.ofNullable(packages().get(packageName)).map(files -> files.get(0));
    }

    @Override
    public List<String> names() {
        return List.copyOf(packages().keySet());
    }

    private Map<String, List<Path>> packages() {
        if (packages == null) {
            packages = new TreeMap<>();
            for (Path folder : folders) {
                for (Path file : below(folder)) {
                    declaredIn(file).ifPresent(name -> packages.computeIfAbsent(name, key -> new ArrayList<>()).add(file));
                }
            }
        }
        return packages;
    }

    private List<Path> below(Path given) {
        if (!Files.isRegularFile(given)) {
            return specsBelow(given);
        }
        try {
            FileSystem jar = FileSystems.newFileSystem(given);
            jars.add(jar);
            return specsBelow(jar.getPath("/"));
        } catch (IOException | ProviderNotFoundException | SecurityException | IllegalArgumentException e) {
            reporter.report(new Origin(given.toString(), 1, 1, 1), CANNOT_READ.of("neither a folder nor a jar"));
            return List.of();
        }
    }

    /** Closes the jars; files found in them cannot be read any more. */
    @Override
    public void close() {
        for (FileSystem jar : jars) {
            try {
                jar.close();
            } catch (IOException e) {
                // it was only read
                continue;
            }
        }
    }

    /** The {@code .vbus} files below a folder, sorted, so that two machines see the same order. */
    public static List<Path> specsBelow(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
            return walk.filter(file -> file.getFileName() != null && file.getFileName().toString().endsWith(".vbus"))
                    .filter(Files::isRegularFile)
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    /** The package that a file on the disk declares, from its first lines. */
    public static Optional<String> declaredIn(Path file) {
        return head(file).flatMap(PackageFinder::declaredIn);
    }

    private static Optional<String> head(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
