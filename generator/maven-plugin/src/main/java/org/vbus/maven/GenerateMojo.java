// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.vbus.backends.Backend;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.OpsFiles;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.OutputTree;
import org.vbus.compiler.SplitOutputs;
import org.vbus.model.SpecSet;

/**
 * Makes headers, kernel modules, documents and Java bindings of the specs of the project: all of them or, when a spec has an error, none. When nothing
 * has changed since the last time it does nothing; outputs that were deleted or edited are made again.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public class GenerateMojo extends CompilingMojo {
    private static final String JAVA = "java";
    private static final String CLIENT = "client";
    /** What clients and device models are written against. */
    private static final String CLIENTS_NEED = "org.vbus:vbus-bus";

    /**
     * Folder of the outputs in Java. {@code java} in it is compiled with the project, and {@code client} if {@code vbus-bus} is on its class path,
     * which {@code vbus-clients} and the connectors bring.
     */
    @Parameter(property = "vbus.outputDirectory", defaultValue = "${project.build.directory}/generated-sources/vbus")
    private File outputDirectory;

    /** Folder of everything else: a kernel tree that {@code make} builds, its documents, and what other back ends write. */
    @Parameter(property = "vbus.treeDirectory", defaultValue = "${project.build.directory}/vbus")
    private File treeDirectory;

    /** Only these outputs: {@code c,host,guest,kbuild,docs,java,client,tree}, and the names of other back ends on the plugin's class path. All if not set. */
    @Parameter(property = "vbus.only")
    private List<String> only = List.of();

    /** The C files that you write, those of a device or a model in a folder of its name. They are copied into the kernel tree. */
    @Parameter(property = "vbus.kernelDirectory", defaultValue = "${project.basedir}/src/main/kernel")
    private File kernelDirectory;

    /** Write each missing file of operations into the folder of C files, as stubs to begin with. Never over a file that is there. */
    @Parameter(property = "vbus.stubs", defaultValue = "false")
    private boolean stubs;

    /** Put the specs into the project's jar, so that other projects can import them. */
    @Parameter(property = "vbus.packageSpecs", defaultValue = "true")
    private boolean packageSpecs;

    @Override
    void run(SpecFiles specs) throws IOException, MojoFailureException {
        long start = System.nanoTime();
        List<Path> files = specs.find();
        Optional<State> before = State.read(stateFile());
        if (files.isEmpty()) {
            int gone = remove(before, Set.of());
            Files.deleteIfExists(stateFile());
            getLog().info("vbus: no specs below " + specs.folder() + (gone > 0 ? ", " + gone + " files of earlier ones deleted" : ""));
            return;
        }
        project().addCompileSourceRoot(outputDirectory.toPath().resolve(JAVA).toString());
        if (project().getArtifacts().stream().anyMatch(artifact -> CLIENTS_NEED.equals(artifact.getGroupId() + ":" + artifact.getArtifactId()))) {
            project().addCompileSourceRoot(outputDirectory.toPath().resolve(CLIENT).toString());
        }
        if (packageSpecs) {
            SpecResource.add(project(), specs);
        }
        List<Backend> backends = Backends.installed().select(new LinkedHashSet<>(only));
        List<ImportRoot> roots = roots();
        AuthorFiles author = new AuthorFiles(kernelDirectory.toPath());
        String inputs = inputs(files, roots, backends, author);
        if (before.isPresent() && before.get().holds(inputs, basedir())) {
            sayUpToDate(before.get(), start);
            return;
        }
        Report report = report();
        report.reading(files);
        SplitOutputs outputs = new SplitOutputs(treeDirectory.toPath(), Map.of(JAVA, outputDirectory.toPath(), CLIENT, outputDirectory.toPath()));
        Outcome outcome = new Compiler().generate(request(files, roots), backends, outputs, this::forbids);
        report.tell(outcome.diagnostics());
        report.end(outcome.diagnostics(), isWerror());

        OutputTree.Published published = outcome.files().orElseThrow();
        Set<String> made = new TreeSet<>(published.written());
        made.addAll(published.unchanged());
        List<String> warnings = new ArrayList<>(warnings(outcome.diagnostics()));
        Set<String> devices = devices(made);
        if (!devices.isEmpty() && (author.isThere() || stubs)) {
            warnings.addAll(missing(outcome.specs().orElseThrow(), backends, devices, author));
            // with the stubs that were just written
            author = new AuthorFiles(kernelDirectory.toPath());
            made.addAll(author.copyTo(treeDirectory.toPath(), devices));
        }
        Map<String, String> hashes = hashes(made);
        int gone = remove(before, hashes.keySet());
        new State(inputs(files, roots, backends, author), hashes, warnings).write(stateFile());
        published.written().forEach(path -> context().refresh(place(path).toFile()));
        getLog().info("vbus: " + published.written().size() + " files written, " + published.unchanged().size() + " up to date"
                + (gone > 0 ? ", " + gone + " deleted that are no longer made" : "") + ", in " + since(start));
    }

    /** The devices and models that the tree has a folder for. */
    private static Set<String> devices(Set<String> made) {
        return made.stream().filter(path -> path.startsWith("devices/")).map(path -> path.split("/")[1]).collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, String> hashes(Set<String> made) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String path : made) {
            hashes.put(relative(place(path)), Fingerprint.of(place(path)));
        }
        return hashes;
    }

    private String inputs(List<Path> files, List<ImportRoot> roots, List<Backend> backends, AuthorFiles author) throws IOException {
        Fingerprint fingerprint = fingerprint(files, roots);
        fingerprint.add("backends", backends.stream().map(Backend::name).toList());
        fingerprint.add("outputs", relative(outputDirectory.toPath())).add("tree", relative(treeDirectory.toPath()));
        fingerprint.add("author", author.isThere()).add("stubs", stubs);
        author.addTo(fingerprint);
        return fingerprint.end();
    }

    private Path place(String path) {
        return (path.startsWith(JAVA + "/") || path.startsWith(CLIENT + "/") ? outputDirectory : treeDirectory).toPath().resolve(path);
    }

    /** Says which operations the author has not written, and writes stubs where that is wanted; the warnings. */
    private List<String> missing(SpecSet specs, List<Backend> backends, Set<String> devices, AuthorFiles author) throws IOException {
        List<String> warnings = new ArrayList<>();
        Set<String> names = backends.stream().map(Backend::name).collect(Collectors.toSet());
        Map<String, Path> folders = devices.stream().collect(Collectors.toMap(Function.identity(), author::of));
        for (OpsFiles.Missing file : OpsFiles.missing(specs, treeDirectory.toPath(), folders, names.contains("host"), names.contains("guest"))) {
            if (stubs && !file.exists() && file.write()) {
                getLog().info(file.path() + ": written, " + file.lacks().size() + " stubs of " + file.subject());
            } else if (file.exists()) {
                warnings.add(file.path() + " lacks " + String.join(", ", file.lacks()));
            } else {
                warnings.add(file.path() + " is yours to write: operations of " + file.subject() + "; -Dvbus.stubs makes one to begin with");
            }
        }
        author.devices().stream().filter(name -> !devices.contains(name))
                .forEach(name -> warnings.add(author.of(name) + " belongs to no device or model; there are " + String.join(", ", devices)));
        warnings.forEach(getLog()::warn);
        return warnings;
    }

    /** Deletes what an earlier run made and this one did not, and folders that are empty then. */
    private int remove(Optional<State> before, Set<String> kept) throws IOException {
        int gone = 0;
        for (String path : before.map(state -> state.outputs().keySet()).orElse(Set.of())) {
            Path file = basedir().resolve(path).normalize();
            if (!kept.contains(path) && Files.deleteIfExists(file)) {
                gone++;
                context().refresh(file.toFile());
                removeEmpty(file.getParent());
            }
        }
        return gone;
    }

    private void removeEmpty(Path folder) throws IOException {
        Path at = folder;
        while (at != null && (at.startsWith(treeDirectory.toPath()) || at.startsWith(outputDirectory.toPath()))) {
            try (var entries = Files.list(at)) {
                if (entries.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(at);
            at = at.getParent();
        }
    }
}
