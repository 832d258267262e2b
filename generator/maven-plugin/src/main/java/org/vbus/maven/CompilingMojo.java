// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.vbus.compiler.BusSpecs;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Severity;

/** What the goals that compile share: where imports come from, and whether anything has changed since they ran last. */
abstract class CompilingMojo extends SpecMojo {
    /** Warnings fail the build. */
    @Parameter(property = "vbus.werror", defaultValue = "false")
    private boolean werror;

    /** More folders and jars in which imported packages are looked up, before the dependencies of the project. */
    @Parameter
    private List<File> imports = List.of();

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    private File buildDirectory;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /**
     * Folders and jars with specs: those of the parameter, then of the dependencies in the order of the class path. The bus's own are always within reach
     * and not among them, since they come with the plugin.
     *
     * @throws IOException when one is not there or cannot be read
     */
    final List<ImportRoot> roots() throws IOException {
        List<ImportRoot> roots = new ArrayList<>();
        for (File file : imports) {
            if (!file.exists()) {
                throw new NoSuchFileException(file.toString());
            }
            roots.add(ImportRoot.of(file.toPath()));
        }
        for (Artifact artifact : project().getArtifacts()) {
            File file = artifact.getFile();
            if (file != null && (file.isDirectory() || file.getName().endsWith(".jar"))) {
                roots.add(ImportRoot.of(file.toPath()));
            }
        }
        return roots.stream().filter(root -> root.specs() > 0).toList();
    }

    /** What to compile. */
    static Request request(List<Path> files, List<ImportRoot> roots) {
        List<Path> includes = new ArrayList<>(roots.stream().map(ImportRoot::path).toList());
        includes.add(BusSpecs.root());
        return new Request(files, includes);
    }

    /**
     * Begins the fingerprint of all that the result hangs on.
     *
     * @throws IOException when something cannot be read
     */
    final Fingerprint fingerprint(List<Path> files, List<ImportRoot> roots) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        Plugin.addTo(fingerprint, plugin);
        fingerprint.add("werror", werror);
        for (Path file : files) {
            fingerprint.add("spec", relative(file)).add("text", Files.readAllBytes(file));
        }
        roots.forEach(root -> fingerprint.add("import", root.hash()));
        return fingerprint;
    }

    /** Where this execution keeps what it did. */
    final Path stateFile() {
        return buildDirectory.toPath().resolve("vbus-maven-plugin").resolve(execution.getGoal() + "-" + execution.getExecutionId() + ".state");
    }

    /** A path from the base folder, the same on every machine and in every copy of the project. */
    final String relative(Path path) {
        Path base = basedir().toAbsolutePath().normalize();
        return base.relativize(path.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /** Version of the plugin. */
    final String pluginVersion() {
        return plugin.getVersion();
    }

    /** Who makes a file that says who made it. */
    final String tool() {
        return "vbus-maven-plugin " + plugin.getVersion();
    }

    final boolean isWerror() {
        return werror;
    }

    /** Whether what was found forbids to write anything. */
    final boolean forbids(Outcome outcome) {
        return outcome.failed() || werror && outcome.diagnostics().stream().anyMatch(d -> d.severity() == Severity.WARNING);
    }

    /** Lines of the log that are warnings. */
    static List<String> warnings(List<Diagnostic> diagnostics) {
        return diagnostics.stream().filter(d -> d.severity() == Severity.WARNING).flatMap(d -> Report.lines(d).stream()).toList();
    }

    /** Says that there was nothing to do, and again what was warned of when there was. */
    final void sayUpToDate(State state, long startNanos) {
        state.warnings().forEach(getLog()::warn);
        getLog().info("vbus: up to date, found in " + since(startNanos));
    }

    /** The time since then, in seconds. */
    static String since(long startNanos) {
        return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - startNanos) / 1e9);
    }
}
