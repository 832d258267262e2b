// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.vbus.compat.snapshot.BadFileException;

/**
 * What somebody released: the frozen releases that a jar carries.
 *
 * @param label what reports call it, as {@code acme:sensor:1.0}
 * @param file the jar
 * @param releases by package; not empty
 */
public record Baseline(String label, String file, Map<String, Releases> releases) {
    public Baseline {
        releases = Collections.unmodifiableMap(new TreeMap<>(releases));
    }

    /**
     * Reads a jar.
     *
     * @throws IOException when it cannot be read
     * @throws BadFileException when it carries no release, or one that cannot be relied on
     */
    public static Baseline ofJar(String label, Path jar) throws IOException {
        Map<String, Releases> releases = Releases.inJar(jar);
        if (releases.isEmpty()) {
            throw new BadFileException("LOCK_MISSING", label, "carries no frozen release (" + jar + ")");
        }
        return new Baseline(label, jar.toString(), releases);
    }
}
