// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.vbus.compiler.Formatting;
import org.vbus.compiler.Outcome;
import org.vbus.lang.diag.Catalogue;

/** Writes the specs of the project the one way, in place; or, with {@code check}, only says which are not and fails. */
@Mojo(name = "format", defaultPhase = LifecyclePhase.PROCESS_SOURCES, threadSafe = true)
public class FormatMojo extends SpecMojo {
    /** Write nothing; fail when a file is not formatted, and say which and from where on. */
    @Parameter(property = "vbus.format.check", defaultValue = "false")
    private boolean check;

    @Override
    void run(SpecFiles specs) throws IOException, MojoFailureException {
        List<Path> files = specs.find();
        Formatting formatting = new Formatting();
        Outcome outcome = check ? formatting.check(files) : formatting.write(files);
        report().tell(outcome.diagnostics());
        if (!outcome.diagnostics().isEmpty() && outcome.diagnostics().stream().allMatch(d -> d.code().equals(Catalogue.NOT_FORMATTED.code()))) {
            int count = outcome.diagnostics().size();
            throw new MojoFailureException(count + (count == 1 ? " spec is" : " specs are")
                    + " not formatted; `mvn org.vbus:vbus-maven-plugin:format` writes them the one way");
        }
        report().end(outcome.diagnostics(), false);
        if (outcome.files().isEmpty()) {
            getLog().info("vbus: " + files.size() + (files.size() == 1 ? " spec is" : " specs are") + " formatted");
            return;
        }
        List<String> written = outcome.files().get().written();
        for (String file : written) {
            getLog().info(file + ": formatted");
            context().refresh(Path.of(file).toFile());
        }
        getLog().info("vbus: " + written.size() + (written.size() == 1 ? " file" : " files") + " formatted, "
                + outcome.files().get().unchanged().size() + " left as they are");
    }
}
