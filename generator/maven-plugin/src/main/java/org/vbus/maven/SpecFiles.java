// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * The specs of a project.
 *
 * @param folder may be missing
 * @param includes patterns as Ant writes them
 * @param excludes patterns of files that are not meant
 */
record SpecFiles(Path folder, List<String> includes, List<String> excludes) {
    SpecFiles {
        includes = includes == null || includes.isEmpty() ? List.of("**/*.vbus") : List.copyOf(includes);
        excludes = excludes == null ? List.of() : List.copyOf(excludes);
    }

    /** The files, sorted, so that two machines see the same order. */
    List<Path> find() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        DirectoryScanner scanner = new DirectoryScanner();
        scanner.setBasedir(folder.toFile());
        scanner.setIncludes(includes.toArray(String[]::new));
        scanner.setExcludes(excludes.toArray(String[]::new));
        scanner.addDefaultExcludes();
        scanner.scan();
        return Arrays.stream(scanner.getIncludedFiles()).sorted().map(folder::resolve).toList();
    }
}
