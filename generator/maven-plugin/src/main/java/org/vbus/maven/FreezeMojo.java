// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.abi.Drift;
import org.vbus.compiler.abi.Freezer;
import org.vbus.compiler.abi.Freezer.Answer;
import org.vbus.compiler.abi.Freezer.State;
import org.vbus.model.SpecSet;

/**
 * Freezes the release that each spec is: writes {@code abi/RELEASE.json} beside it, unless it breaks a release that is served. With
 * {@code -Dvbus.freeze.uptodate} it writes nothing, and fails unless each release is frozen, is what its spec says, and is what this tool would make of it.
 */
@Mojo(name = "freeze", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public class FreezeMojo extends AbiMojo {
    /** Write nothing; fail when there is something to freeze or to doubt. */
    @Parameter(property = "vbus.freeze.uptodate", defaultValue = "false")
    private boolean upToDate;

    @Override
    void run(SpecFiles specs) throws IOException, MojoFailureException {
        AbiReports reports = reports(reportFolder().resolve("freeze"));
        List<Path> files = specs.find();
        if (files.isEmpty()) {
            getLog().info("vbus: no specs below " + specs.folder());
            return;
        }
        Compiler compiler = new Compiler();
        SpecSet set = compile(compiler, files);
        Freezer freezer = new Freezer(tool(), Freezer.today(), policy());
        List<String> wrong = new ArrayList<>();
        for (Answer answer : upToDate ? freezer.check(set) : freezer.freeze(set)) {
            if (answer.isFine()) {
                getLog().info("vbus: " + answer.words());
                if (answer.state() == State.FROZEN) {
                    context().refresh(answer.file().toFile());
                }
            } else {
                getLog().error(answer.words());
                reports.tell(answer.comparisons(), answer.packageName());
                wrong.add(answer.words());
            }
        }
        if (upToDate) {
            for (String drifted : Drift.of(compiler, set)) {
                getLog().error(drifted + " [GENERATOR_DRIFT]");
                wrong.add(drifted + " [GENERATOR_DRIFT]");
            }
        }
        reports.write();
        if (!wrong.isEmpty()) {
            throw new MojoFailureException(wrong.get(0) + (wrong.size() > 1 ? " (and " + (wrong.size() - 1) + " more)" : ""));
        }
    }
}
