// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.project;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** Names of files as editors write them. */
public final class Uris {
    private Uris() { }

    /** The file that is meant. A buffer that has no file gets a path at which there is none, so that all else can treat it as one. */
    public static Path path(String uri) {
        try {
            URI parsed = URI.create(uri);
            if ("file".equals(parsed.getScheme())) {
                return Path.of(URI.create("file://" + (parsed.getRawPath() == null ? "/" : parsed.getRawPath()))).toAbsolutePath().normalize();
            }
        } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            // not a file's name
        }
        String name = HexFormat.of().formatHex(uri.getBytes(StandardCharsets.UTF_8));
        return Path.of("/nowhere", name.substring(0, Math.min(200, name.length())) + ".vbus");
    }

    /** Whether a path stands for a buffer without a file. */
    public static boolean isNowhere(Path path) {
        return path.startsWith("/nowhere");
    }

    /** The name of a file. */
    public static String of(Path path) {
        return path.toUri().toString();
    }
}
