// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vbus.lang.syntax.Places;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;

/**
 * What is known of one file, right or wrong.
 *
 * @param file that was asked for
 * @param units it and what it imports, as far as each was understood; their names are resolved
 * @param specs the model; empty as soon as there is one error
 * @param diagnostics by file, line and column, those of imported files included
 */
public record Analysis(Path file, List<Unit> units, Places places, SpecSet specs, List<Diagnostic> diagnostics) {
    public Analysis {
        units = List.copyOf(units);
        diagnostics = List.copyOf(diagnostics);
    }

    /** The file itself; empty when nothing of it could be read. */
    public Optional<Unit> own() {
        return units.stream().filter(Unit::requested).findFirst();
    }

    /** Whether there is no error. */
    public boolean ok() {
        return diagnostics.stream().noneMatch(Diagnostic::isError);
    }
}
