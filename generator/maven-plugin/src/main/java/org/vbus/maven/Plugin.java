// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/** The compiler that runs: this plugin, and the back ends that a project adds to it. */
final class Plugin {
    private Plugin() { }

    /**
     * Adds the plugin and its class path. A release never changes; what is a snapshot, or still a folder of classes, counts by its bytes.
     *
     * @throws IOException when something cannot be read
     */
    static void addTo(Fingerprint fingerprint, PluginDescriptor plugin) throws IOException {
        fingerprint.add("plugin", plugin.getId());
        List<Artifact> artifacts = plugin.getArtifacts() == null ? List.of() : plugin.getArtifacts();
        for (Artifact artifact : artifacts) {
            File file = artifact.getFile();
            fingerprint.add("artifact", artifact.getId());
            if (file != null && file.isDirectory()) {
                addFolder(fingerprint, file.toPath());
            } else if (file != null && artifact.isSnapshot()) {
                fingerprint.add("bytes", Fingerprint.of(file.toPath()));
            }
        }
    }

    private static void addFolder(Fingerprint fingerprint, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                fingerprint.add(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }
}
