// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.build.DefaultBuildContext;
import org.vbus.model.diag.Diagnostic;

/** Findings as marks in an editor, where one runs the build. */
interface Markers {
    /** Removes those of files that are read anew. */
    void clear(List<Path> files);

    /** Marks the place of a finding. */
    void mark(Diagnostic diagnostic);

    /**
     * Those of the build context, which on a command line would only say in other words what the log says.
     *
     * @param older what the context hands on to; both are Maven's own on a command line
     */
    static Markers of(BuildContext context, org.sonatype.plexus.build.incremental.BuildContext older) {
        boolean commandLine = context instanceof DefaultBuildContext && older instanceof org.sonatype.plexus.build.incremental.DefaultBuildContext;
        return commandLine ? new None() : new InEditor(context);
    }

    /** Nobody looks. */
    final class None implements Markers {
        @Override
        public void clear(List<Path> files) { }

        @Override
        public void mark(Diagnostic diagnostic) { }
    }

    /** In an editor. */
    final class InEditor implements Markers {
        private final BuildContext context;

        InEditor(BuildContext context) {
            this.context = context;
        }

        @Override
        public void clear(List<Path> files) {
            files.forEach(file -> context.removeMessages(file.toFile()));
        }

        @Override
        public void mark(Diagnostic diagnostic) {
            File file = new File(diagnostic.origin().file());
            // what is in a jar has no editor
            if (Files.isRegularFile(file.toPath())) {
                context.addMessage(file, diagnostic.origin().line(), diagnostic.origin().column(), diagnostic.code() + " " + diagnostic.message(),
                        diagnostic.isError() ? BuildContext.SEVERITY_ERROR : BuildContext.SEVERITY_WARNING, null);
            }
        }
    }
}
