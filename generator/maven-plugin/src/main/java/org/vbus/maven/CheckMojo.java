// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;

/** Reads the specs of the project, reports what is wrong with them or looks wrong, and writes nothing. {@code generate} does the same before it writes. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.GENERATE_SOURCES, requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public class CheckMojo extends CompilingMojo {
    @Override
    void run(SpecFiles specs) throws IOException, MojoFailureException {
        long start = System.nanoTime();
        List<Path> files = specs.find();
        if (files.isEmpty()) {
            getLog().info("vbus: no specs below " + specs.folder());
            return;
        }
        List<ImportRoot> roots = roots();
        String inputs = fingerprint(files, roots).end();
        Optional<State> before = State.read(stateFile()).filter(state -> state.holds(inputs, basedir()));
        if (before.isPresent()) {
            sayUpToDate(before.get(), start);
            return;
        }
        Report report = report();
        report.reading(files);
        Outcome outcome = new Compiler().check(request(files, roots));
        report.tell(outcome.diagnostics());
        report.end(outcome.diagnostics(), isWerror());
        new State(inputs, Map.of(), warnings(outcome.diagnostics())).write(stateFile());
        getLog().info("vbus: " + files.size() + (files.size() == 1 ? " spec" : " specs") + " checked in " + since(start));
    }
}
