// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import org.apache.maven.project.MavenProject;
import org.eclipse.aether.artifact.DefaultArtifact;

/** The released artifact, the baseline, that {@code check-abi} judges against too: {@code groupId}, {@code artifactId}, {@code version}. */
public class Coordinates {
    /** Its group. */
    private String groupId;

    /** Its name. */
    private String artifactId;

    /** Its version: one, no range. */
    private String version;

    /** For Maven, which then sets the three. */
    public Coordinates() { }

    private Coordinates(String groupId, String artifactId, String version) {
        this.groupId = groupId;
        this.artifactId = artifactId;
        this.version = version;
    }

    /**
     * From one word.
     *
     * @param coordinates as {@code acme:sensor:1.0}
     * @throws IllegalArgumentException when it is none
     */
    static Coordinates parse(String coordinates) {
        String[] parts = coordinates.trim().split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("vbus.baseline is `" + coordinates + "`, and must be GROUP:ARTIFACT:VERSION");
        }
        return new Coordinates(parts[0], parts[1], parts[2]);
    }

    /**
     * What to resolve.
     *
     * @param project that is judged, which can be no baseline of itself
     * @throws IllegalArgumentException when something is not said, or cannot be a release of before
     */
    DefaultArtifact artifact(MavenProject project) {
        said("groupId", groupId);
        said("artifactId", artifactId);
        said("version", version);
        if (version.matches("[\\[(].*|.*[\\])]") || version.contains(",")) {
            throw new IllegalArgumentException("baseline " + this + ": its version is a range; name the release to judge against");
        }
        if (groupId.equals(project.getGroupId()) && artifactId.equals(project.getArtifactId()) && version.equals(project.getVersion())) {
            throw new IllegalArgumentException("baseline " + this + " is this project itself; name a version that was released before");
        }
        return new DefaultArtifact(groupId, artifactId, "jar", version);
    }

    private static void said(String name, String value) {
        if (value == null || value.isBlank() || value.contains("${")) {
            throw new IllegalArgumentException("baseline has no " + name + (value == null ? "" : ": `" + value + "`"));
        }
    }

    @Override
    public String toString() {
        return groupId + ":" + artifactId + ":" + version;
    }
}
