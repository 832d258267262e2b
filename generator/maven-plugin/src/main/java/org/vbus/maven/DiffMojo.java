// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.vbus.compat.abi.Abi;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.abi.Freezer;
import org.vbus.compiler.abi.Judged;
import org.vbus.compiler.abi.Version;

/**
 * Says what changed from one version of an ABI to another, and whom it breaks. A version is a spec, a folder of specs, a frozen release
 * ({@code abi/1.0.json}), a folder of frozen releases or a jar that carries some (the latest), or one of these with {@code @RELEASE} behind it.
 */
@Mojo(name = "diff", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public class DiffMojo extends AbiMojo {
    /** The older version; a path is taken from the folder that Maven was started in. */
    @Parameter(property = "vbus.old")
    private String old;

    /** The newer version; the specs of the project if not set. */
    @Parameter(property = "vbus.new")
    private String newer;

    @Override
    void run(SpecFiles specs) throws IOException, MojoFailureException {
        if (old == null || old.isBlank()) {
            throw new IllegalArgumentException("no older version to compare with; say it by -Dvbus.old=PATH");
        }
        AbiReports reports = reports(reportFolder().resolve("diff"));
        String after = newer == null || newer.isBlank() ? specs.folder().toString() : newer;
        Compiler compiler = new Compiler();
        List<ImportRoot> roots = roots();
        List<Version> versions = new ArrayList<>();
        for (String written : List.of(old, after)) {
            Version version = Version.read(written, path -> compiler.check(request(List.of(path), roots)));
            report().tell(version.diagnostics());
            report().end(version.diagnostics(), isWerror());
            versions.add(version);
        }
        List<Abi> both = Version.aligned(versions.get(0).abi().orElseThrow(), versions.get(1).abi().orElseThrow());
        reports.tell(List.of(Judged.of(old, both.get(0), both.get(1), policy().orElse(versions.get(1).policy()), Freezer.today())), after);
        reports.write();
        if (reports.failing() > 0) {
            throw new MojoFailureException(counted(reports.failing()) + " from " + old + " to " + after);
        }
    }
}
