// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;

/** Tells make which files a run has read, imported ones included, as a C compiler's {@code -MF -MP} does. */
public final class DependencyFile {
    private DependencyFile() {
    }

    /**
     * Writes a rule without a recipe, and one without prerequisites for each file, so that one that is deleted stops nothing.
     *
     * @param file what to write; the rule's target is its path without the last extension
     * @throws IOException when it cannot be written
     */
    public static void write(Path file, SpecSet specs) throws IOException {
        Set<String> read = new TreeSet<>();
        for (Spec spec : specs.specs()) {
            String path = spec.meta().origin().file();
            int entry = path.indexOf(".jar!/");
            read.add(entry < 0 ? path : path.substring(0, entry + ".jar".length()));
        }
        StringBuilder text = new StringBuilder(escaped(target(file))).append(':');
        read.forEach(path -> text.append(" \\\n  ").append(escaped(path)));
        text.append('\n');
        read.forEach(path -> text.append('\n').append(escaped(path)).append(":\n"));
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static String target(Path file) {
        String path = file.toString();
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }

    /** As make reads it; what it cannot be told (a line break) is not a file of ours. */
    private static String escaped(String path) {
        return path.replace("\\", "\\\\").replace(" ", "\\ ").replace("#", "\\#").replace("$", "$$").replace(":", "\\:");
    }
}
