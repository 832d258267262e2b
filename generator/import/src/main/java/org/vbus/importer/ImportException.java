// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;
import org.vbus.model.diag.Diagnostic;

/** Nothing can be imported, and these say why. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    ImportException(List<Diagnostic> diagnostics) {
        super(diagnostics.get(0).message());
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** At least one. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
