// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.tree;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files below the resource folder {@code kernel-core}, from a jar or from a class folder. */
final class KernelCore {
    private static final String ROOT = "/kernel-core";

    private KernelCore() { }

    /** Text by path below the folder, sorted. */
    static Map<String, String> files() throws IOException {
        URL marker = KernelCore.class.getResource(ROOT + "/Kbuild");
        if (marker == null) {
            throw new IOException("no resource " + ROOT);
        }
        try {
            if (!marker.getProtocol().equals("jar")) {
                return read(Path.of(marker.toURI()).getParent());
            }
            String jar = marker.getPath().substring(0, marker.getPath().indexOf('!'));
            try (FileSystem archive = FileSystems.newFileSystem(Path.of(new URI(jar)), Map.of())) {
                return read(archive.getPath(ROOT));
            }
        } catch (URISyntaxException e) {
            throw new IOException(marker + " names no file", e);
        }
    }

    private static Map<String, String> read(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.put(root.relativize(path).toString().replace('\\', '/'), Files.readString(path, StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
