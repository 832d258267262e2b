// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vbus.compiler.SourceTexts;
import org.vbus.lang.source.PackageFinder;
import org.vbus.lang.source.SourceReader;

/** Copies of texts that are in no file of their own, in jars and in frozen releases, so that every editor can show them. Their names hold a sum of their text. */
public final class Extracts {
    private final Path folder;

    /** Keeps the copies below a folder, which may be deleted whenever no editor shows one. */
    public Extracts(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Where the launcher keeps what can be made again. */
    public static Path cache() {
        String set = System.getenv("VBUS_CACHE");
        Path home = set != null && !set.isEmpty() ? Path.of(set) : Path.of(System.getProperty("user.home"), ".cache", "vbus");
        return home.resolve("lsp");
    }

    /** Whether a file is such a copy. */
    public boolean holds(Path file) {
        return file.startsWith(folder);
    }

    /** The specs of a jar as files. */
    Set<Path> jar(Path jar) {
        Set<Path> files = new TreeSet<>();
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            for (Path entry : PackageFinder.specsBelow(inside.getPath("/"))) {
                if (Files.size(entry) <= SourceReader.MAX_BYTES) {
                    files.add(write(jar.getFileName() + "!" + entry, Files.readAllBytes(entry)));
                }
            }
        } catch (IOException | ProviderNotFoundException | SecurityException | IllegalArgumentException e) {
            // no jar: imports from it are not found, which is told where they stand
            return files;
        }
        return files;
    }

    /** A file with the text of a place as the compiler names it: a file itself, or a copy of what is inside one. */
    public Optional<Path> file(String name) {
        if (!name.contains("!/")) {
            return Optional.of(Path.of(name).toAbsolutePath().normalize());
        }
        return SourceTexts.read(name).flatMap(text -> {
            try {
                Path outer = Path.of(name.substring(0, name.indexOf("!/")));
                return Optional.of(write(outer.getFileName() + name.substring(name.indexOf('!')), text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** A page of the compiler as a file. */
    public Optional<Path> page(String name, String text) {
        try {
            return Optional.of(write(name + ".md", text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            // nowhere to write: the message says enough
            return Optional.empty();
        }
    }

    private Path write(String name, byte[] text) throws IOException {
        Path file = folder.resolve(sum(text)).resolve(name.replaceAll("[^A-Za-z0-9._-]+", "/")).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException(name + " is not a name");
        }
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path staged = Files.createTempFile(file.getParent(), ".", ".new");
            Files.write(staged, text);
            // read-only, because nobody would look at an edit here
            if (!staged.toFile().setWritable(false)) {
                staged.toFile().deleteOnExit();
            }
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private static String sum(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
