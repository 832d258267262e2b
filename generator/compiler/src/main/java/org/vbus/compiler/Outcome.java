// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.util.List;
import java.util.Optional;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;

/**
 * What came of it.
 *
 * @param specs the model; empty when there were errors
 * @param diagnostics by file, line and column
 * @param files what was written, or found to be up to date; empty when nothing was to be written
 */
public record Outcome(Optional<SpecSet> specs, List<Diagnostic> diagnostics, Optional<OutputTree.Published> files) {
    public Outcome {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean failed() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    static Outcome of(Optional<SpecSet> specs, List<Diagnostic> diagnostics) {
        return new Outcome(specs, diagnostics, Optional.empty());
    }
}
