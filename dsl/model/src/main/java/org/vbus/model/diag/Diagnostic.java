// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.diag;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Origin;

/**
 * One message to the author of a spec.
 *
 * @param code number in the catalogue, as {@code VB0107}; never reused for something else
 * @param message what is wrong, with the values that disagree
 * @param notes other places that matter
 * @param hint the smallest fix, as a sentence
 * @param fix the same as an edit, where a tool can make it
 */
public record Diagnostic(String code, Severity severity, String message, Origin origin, List<Note> notes, Optional<String> hint,
        Optional<Fix> fix) {
    public Diagnostic {
        notes = List.copyOf(notes);
    }

    /** Without an edit. */
    public Diagnostic(String code, Severity severity, String message, Origin origin, List<Note> notes, Optional<String> hint) {
        this(code, severity, message, origin, notes, hint, Optional.empty());
    }

    /** Another place that belongs to the message. */
    public record Note(String message, Origin origin) { }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** An error without other places. */
    public static Diagnostic error(String code, String message, Origin origin, Optional<String> hint) {
        return new Diagnostic(code, Severity.ERROR, message, origin, List.of(), hint);
    }
}
