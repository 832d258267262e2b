// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.vbus.lang.source.PackageFinder;

/**
 * A folder or a jar in which imported packages are looked up.
 *
 * @param path of it
 * @param specs how many specs are in it
 * @param hash of their names and bytes; what else is in a jar does not matter
 */
record ImportRoot(Path path, int specs, String hash) {
    /**
     * Looks into a folder or jar. What is neither gives a root without a hash, of which the compiler says that it cannot be read.
     *
     * @throws IOException when something in it cannot be read
     */
    static ImportRoot of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return ofFolder(path);
        }
        try (ZipFile jar = new ZipFile(path.toFile())) {
            return ofJar(path, jar);
        } catch (ZipException e) {
            return new ImportRoot(path, 1, "");
        }
    }

    private static ImportRoot ofFolder(Path path) throws IOException {
        Fingerprint hash = new Fingerprint();
        List<Path> files = PackageFinder.specsBelow(path);
        for (Path file : files) {
            hash.add(path.relativize(file).toString(), Files.readAllBytes(file));
        }
        return new ImportRoot(path, files.size(), hash.end());
    }

    private static ImportRoot ofJar(Path path, ZipFile jar) throws IOException {
        List<ZipEntry> entries = new ArrayList<>();
        jar.stream().filter(entry -> entry.getName().endsWith(".vbus")).forEach(entries::add);
        entries.sort((a, b) -> a.getName().compareTo(b.getName()));
        Fingerprint hash = new Fingerprint();
        for (ZipEntry entry : entries) {
            try (InputStream in = jar.getInputStream(entry)) {
                hash.add(entry.getName(), in.readAllBytes());
            }
        }
        return new ImportRoot(path, entries.size(), hash.end());
    }
}
