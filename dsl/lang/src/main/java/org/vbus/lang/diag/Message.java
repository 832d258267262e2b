// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;

/** A problem with its values filled in, not yet at a place. */
public record Message(Problem problem, String text, Optional<String> hint, List<Diagnostic.Note> notes) {
    public Message {
        notes = List.copyOf(notes);
    }

    /** The same with a fix that fits the place better. */
    public Message hint(String fix) {
        return new Message(problem, text, Optional.of(fix), notes);
    }

    /** The same with a fix, if there is one. */
    public Message hint(Optional<String> fix) {
        return fix.isPresent() ? hint(fix.get()) : this;
    }

    /** The same, pointing at one more place. */
    public Message note(String note, Origin place) {
        List<Diagnostic.Note> more = new ArrayList<>(notes);
        more.add(new Diagnostic.Note(note, place));
        return new Message(problem, text, hint, more);
    }

    /** The diagnostic at a place. */
    public Diagnostic at(Origin place) {
        return new Diagnostic(problem.code(), problem.severity(), text, place, notes, hint);
    }
}
