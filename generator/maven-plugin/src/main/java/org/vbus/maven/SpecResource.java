// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/**
 * Puts the specs of a project into its jar, where the compiler finds them when the jar is a dependency; with them the frozen releases beside them, by which
 * {@code check-abi} judges when the jar is a baseline.
 */
final class SpecResource {
    /** Folder of the specs in a jar. The compiler looks everywhere in it; this keeps them together. */
    static final String FOLDER = "META-INF/vbus";

    private static final String RELEASES = "**/abi/*.json";

    private SpecResource() { }

    /** Adds them to the resources of the project, once. */
    static void add(MavenProject project, SpecFiles specs) {
        String directory = specs.folder().toAbsolutePath().toString();
        boolean there = project.getResources().stream().anyMatch(one -> FOLDER.equals(one.getTargetPath()) && directory.equals(one.getDirectory()));
        if (there) {
            return;
        }
        Resource resource = new Resource();
        resource.setDirectory(directory);
        resource.setTargetPath(FOLDER);
        resource.setIncludes(Stream.concat(specs.includes().stream(), Stream.of(RELEASES)).toList());
        resource.setExcludes(specs.excludes());
        project.addResource(resource);
    }
}
