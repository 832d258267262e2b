// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.vbus.compat.match.Comparison;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.abi.Baseline;
import org.vbus.compiler.abi.Beside;
import org.vbus.compiler.abi.Freezer.Answer;
import org.vbus.compiler.abi.Freezer.State;
import org.vbus.compiler.abi.Freezer;
import org.vbus.model.SpecSet;

/**
 * Judges each spec of the project against the releases that are frozen in {@code abi} beside it and, where a baseline is configured, against those that the
 * baseline's jar carries. Fails when the specs break one of them; also when a promise of tier {@code stable} has no release to judge by.
 */
@Mojo(name = "check-abi", defaultPhase = LifecyclePhase.VERIFY, requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public class CheckAbiMojo extends AbiMojo {
    /** The artifact that was released before: {@code groupId}, {@code artifactId}, {@code version}. It comes from the repositories of the project. */
    @Parameter
    private Coordinates baseline;

    /** The same as GROUP:ARTIFACT:VERSION, for a command line; counts before {@code baseline}. */
    @Parameter(property = "vbus.baseline")
    private String baselineCoordinates;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private RepositorySystemSession session;

    @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true)
    private List<RemoteRepository> repositories;

    @Component
    private RepositorySystem resolver;

    @Override
    void run(SpecFiles specs) throws IOException, MojoExecutionException, MojoFailureException {
        AbiReports reports = reports(reportFolder());
        Optional<Coordinates> wanted = Optional.ofNullable(baselineCoordinates).filter(text -> !text.isBlank()).map(Coordinates::parse).or(() -> Optional.ofNullable(baseline));
        List<Path> files = specs.find();
        if (files.isEmpty()) {
            if (wanted.isPresent()) {
                throw new MojoFailureException("no specs below " + specs.folder() + " to judge against baseline " + wanted.get());
            }
            getLog().info("vbus: no specs below " + specs.folder());
            return;
        }
        // before anything takes long
        Optional<Baseline> released = wanted.isPresent() ? Optional.of(resolve(wanted.get())) : Optional.empty();
        SpecSet set = compile(new Compiler(), files);
        Freezer freezer = new Freezer(tool(), Freezer.today(), policy());
        List<Answer> frozen = freezer.judge(set);
        List<Answer> answers = new ArrayList<>();
        if (released.isPresent()) {
            List<Answer> others = freezer.judge(set, released.get(), classes(released.get()));
            answers.addAll(merged(frozen, others));
        } else {
            answers.addAll(frozen);
        }
        List<String> missing = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer.state() == State.MISSING) {
                getLog().error(answer.words());
                missing.add(answer.words());
            } else {
                getLog().info("vbus: " + answer.words());
            }
            reports.tell(answer.comparisons(), answer.packageName());
        }
        reports.write();
        if (reports.failing() > 0) {
            throw new MojoFailureException(counted(reports.failing()) + " against what is released; reports are in " + reportFolder());
        }
        if (!missing.isEmpty()) {
            throw new MojoFailureException(missing.get(0) + "; " + explained("LOCK_MISSING"));
        }
    }

    /** What became of the generated classes. */
    private Function<Comparison, Beside> classes(Baseline released) {
        File jar = project().getArtifact().getFile();
        if (jar == null || !jar.isFile()) {
            return comparison -> new Beside(List.of(), List.of("no Java was compared: this project has no jar yet, which the phase package makes"));
        }
        return new JavaApi(Path.of(released.file()), jar.toPath())::compare;
    }

    /** A release in the baseline is something to judge by, so that none need lie beside the spec. */
    private static List<Answer> merged(List<Answer> frozen, List<Answer> baseline) {
        Map<String, Answer> judged = new TreeMap<>();
        baseline.stream().filter(answer -> !answer.comparisons().isEmpty()).forEach(answer -> judged.put(answer.packageName(), answer));
        List<Answer> all = new ArrayList<>(frozen.stream().filter(answer -> !answer.comparisons().isEmpty() || !judged.containsKey(answer.packageName())).toList());
        all.addAll(baseline);
        return all;
    }

    private Baseline resolve(Coordinates wanted) throws IOException, MojoExecutionException {
        Artifact artifact = wanted.artifact(project());
        File file;
        try {
            file = resolver.resolveArtifact(session, new ArtifactRequest(artifact, repositories, null)).getArtifact().getFile();
        } catch (ArtifactResolutionException e) {
            throw new MojoExecutionException("baseline " + wanted + " cannot be resolved: " + e.getMessage(), e);
        }
        if (file.isDirectory()) {
            throw new MojoExecutionException("baseline " + wanted + " is a module of this build (" + file + "); it must be an artifact that was released");
        }
        getLog().debug("vbus: baseline " + wanted + " is " + file);
        return Baseline.ofJar(wanted.toString(), file.toPath());
    }
}
