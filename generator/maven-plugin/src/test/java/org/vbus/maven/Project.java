// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.DefaultBuildContext;

/** A project on disk, and goals run on it with the values that Maven would give to their parameters. */
final class Project {
    final Path base;
    final MavenProject maven;
    private final Set<Artifact> dependencies = new LinkedHashSet<>();

    /** What a goal said, each line with its level before it. */
    static final class Said extends SystemStreamLog {
        final List<String> lines = new ArrayList<>();

        @Override
        public void info(CharSequence text) {
            lines.add("info " + text);
        }

        @Override
        public void warn(CharSequence text) {
            lines.add("warn " + text);
        }

        @Override
        public void error(CharSequence text) {
            lines.add("error " + text);
        }

        @Override
        public String toString() {
            return String.join("\n", lines);
        }
    }

    Project(Path base) {
        this.base = base;
        Model model = new Model();
        model.setBuild(new Build());
        maven = new MavenProject(model);
        maven.setFile(base.resolve("pom.xml").toFile());
        maven.setArtifacts(dependencies);
    }

    Path file(String path, String text) throws IOException {
        Path file = base.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void dependsOn(Path jar) {
        dependsOn("acme", "lib", jar);
    }

    void dependsOn(String group, String name, Path jar) {
        DefaultArtifact artifact = new DefaultArtifact(group, name, "1", "compile", "jar", null, new DefaultArtifactHandler("jar"));
        artifact.setFile(jar.toFile());
        dependencies.add(artifact);
    }

    /** Runs a goal; pairs of a parameter and its value are set over the defaults. */
    Said run(SpecMojo goal, Object... parameters) throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        PluginDescriptor plugin = new PluginDescriptor();
        plugin.setGroupId("org.vbus");
        plugin.setArtifactId("vbus-maven-plugin");
        plugin.setVersion("1");
        MojoDescriptor descriptor = new MojoDescriptor();
        descriptor.setGoal(goal.getClass().getSimpleName());
        descriptor.setPluginDescriptor(plugin);
        values.put("project", maven);
        values.put("specDirectory", file("src/main/vbus"));
        var older = new org.sonatype.plexus.build.incremental.DefaultBuildContext();
        values.put("older", older);
        values.put("context", new DefaultBuildContext(older));
        values.put("buildDirectory", file("target"));
        values.put("plugin", plugin);
        values.put("execution", new MojoExecution(descriptor, "default"));
        values.put("outputDirectory", file("target/generated-sources/vbus"));
        values.put("treeDirectory", file("target/vbus"));
        values.put("kernelDirectory", file("src/main/kernel"));
        values.put("packageSpecs", true);
        for (int i = 0; i < parameters.length; i += 2) {
            values.put((String) parameters[i], parameters[i + 1]);
        }
        Said said = new Said();
        goal.setLog(said);
        for (Class<?> type = goal.getClass(); type != AbstractMojo.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (values.containsKey(field.getName())) {
                    field.setAccessible(true);
                    field.set(goal, values.get(field.getName()));
                }
            }
        }
        goal.execute();
        return said;
    }

    private File file(String path) {
        return base.resolve(path).toFile();
    }
}
