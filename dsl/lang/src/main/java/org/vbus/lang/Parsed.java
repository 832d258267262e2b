// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import java.util.List;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;

/**
 * What the front end makes of a set of files.
 *
 * @param specs the specs and what they import; empty as soon as there is one error, so that nothing works on half a spec
 * @param diagnostics by file, line and column
 */
public record Parsed(SpecSet specs, List<Diagnostic> diagnostics) {
    public Parsed {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether there is no error. */
    public boolean ok() {
        return diagnostics.stream().noneMatch(Diagnostic::isError);
    }
}
