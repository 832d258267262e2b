// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;

/** What every goal is told, and how failures end: with a message and never with a stack trace, unless Maven was asked for one by {@code -e}. */
abstract class SpecMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /** The folder of the specs. A project without it has none, which is no error. */
    @Parameter(property = "vbus.specDirectory", defaultValue = "${project.basedir}/src/main/vbus")
    private File specDirectory;

    /** Which files below the folder are specs of this project, as Ant writes patterns. */
    @Parameter(defaultValue = "**/*.vbus")
    private List<String> includes = List.of();

    /** Which of them are not. */
    @Parameter
    private List<String> excludes = List.of();

    /** Does nothing. */
    @Parameter(property = "vbus.skip", defaultValue = "false")
    private boolean skip;

    @Component
    private BuildContext context;

    /** What an Eclipse of before 2023 has in its place. */
    @Component
    private org.sonatype.plexus.build.incremental.BuildContext older;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("vbus: skipped");
            return;
        }
        QuietGuice.initialize();
        try {
            run(new SpecFiles(specDirectory.toPath(), includes, excludes));
        } catch (NoSuchFileException e) {
            throw new MojoExecutionException(e.getFile() + ": no such file or folder", e);
        } catch (FileSystemException | IllegalArgumentException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new MojoExecutionException("internal error: " + e + " (mvn -e shows where)", e);
        }
    }

    /** Does the work of the goal. */
    abstract void run(SpecFiles specs) throws IOException, MojoExecutionException, MojoFailureException;

    MavenProject project() {
        return project;
    }

    BuildContext context() {
        return context;
    }

    Path basedir() {
        return project.getBasedir().toPath();
    }

    /** Where findings are told. */
    Report report() {
        return new Report(getLog(), Markers.of(context, older));
    }
}
