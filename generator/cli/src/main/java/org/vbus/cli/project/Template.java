// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a profile's project, before their words are replaced. They are resources, in a jar or in a folder. */
public final class Template {
    private static final String ROOT = "/org/vbus/cli/projects/";

    private final String profile;

    Template(String profile) {
        this.profile = profile;
    }

    /**
     * What a project of it has.
     *
     * @return text by path below the project's folder
     */
    public Map<String, String> files(Words words) throws IOException {
        try {
            URI place = Template.class.getResource(ROOT + profile).toURI();
            if (!place.getScheme().equals("jar")) {
                return files(Path.of(place), words);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return files(jar.getPath(ROOT + profile), words);
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Map<String, String> files(Path folder, Words words) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(name(words.in(folder.relativize(file).toString())), words.in(Files.readString(file, StandardCharsets.UTF_8)));
            }
        }
        return files;
    }

    /** Here the file would count for this repository. */
    private static String name(String path) {
        return path.equals("gitignore") ? ".gitignore" : path;
    }
}
