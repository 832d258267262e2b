// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.diag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Fix;

/** A problem with its values filled in, not yet at a place. */
public record Message(Problem problem, String text, Optional<String> hint, List<Diagnostic.Note> notes, Optional<Edit> edit) {
    /**
     * A fix whose span may not be known yet.
     *
     * @param span empty for the place of the message
     * @param wanted if not empty, the fix holds only when the place marks a text of this length
     */
    public record Edit(Optional<Origin> span, Optional<String> wanted, String replacement) {
        private Optional<Fix> at(Origin place) {
            boolean exact = wanted.isEmpty() || wanted.get().codePointCount(0, wanted.get().length()) == place.length();
            return exact ? Optional.of(new Fix(span.orElse(place), replacement)) : Optional.empty();
        }
    }

    public Message {
        notes = List.copyOf(notes);
    }

    Message(Problem problem, String text, Optional<String> hint) {
        this(problem, text, hint, List.of(), Optional.empty());
    }

    /** The same with a hint that fits the place better, and no edit. */
    public Message hint(String better) {
        return new Message(problem, text, Optional.of(better), notes, Optional.empty());
    }

    /** The same with a hint, if there is one. */
    public Message hint(Optional<String> better) {
        return better.isPresent() ? hint(better.get()) : this;
    }

    /** The same offering the candidate nearest to what was written, if one is near. The place must mark just that. */
    public Message nearest(String written, Collection<String> candidates) {
        return Nearest.to(written, candidates).map(near -> hint("did you mean `" + near + "`?").instead(written, near)).orElse(this);
    }

    /** The same for the last part of a path, when the place marks all of it. */
    public Message nearest(String path, String written, Collection<String> candidates) {
        return Nearest.to(written, candidates).map(near -> hint("did you mean `" + near + "`?").instead(path + "." + written, path + "." + near))
                .orElse(this);
    }

    /** The same with an edit: what the message marks becomes {@code replacement}. */
    public Message replace(String replacement) {
        return with(new Edit(Optional.empty(), Optional.empty(), replacement));
    }

    /** The same with an edit that holds where the message marks just {@code written}. */
    public Message instead(String written, String replacement) {
        return with(new Edit(Optional.empty(), Optional.of(written), replacement));
    }

    /** Hint and edit as strings, for a way that carries nothing else; an edit with a span of its own stays behind. */
    public String[] data() {
        String said = hint.orElse("");
        return edit.filter(one -> one.span().isEmpty() && one.wanted().isPresent())
                .map(one -> new String[] {said, one.wanted().get(), one.replacement()}).orElseGet(() -> new String[] {said});
    }

    /** The message whose {@link #data} came along. */
    public static Message of(Problem problem, String text, String... data) {
        Message message = new Message(problem, text, Optional.of(data.length > 0 ? data[0] : "").filter(hint -> !hint.isEmpty()));
        return data.length == 3 ? message.instead(data[1], data[2]) : message;
    }

    /** The same with an edit: what stands at {@code span} becomes {@code replacement}. */
    public Message replace(Origin span, String replacement) {
        return with(new Edit(Optional.of(span), Optional.empty(), replacement));
    }

    /** The same with an edit: {@code insertion} comes before a place. */
    public Message insert(Origin before, String insertion) {
        return replace(new Origin(before.file(), before.line(), before.column(), 0), insertion);
    }

    private Message with(Edit one) {
        return new Message(problem, text, hint, notes, Optional.of(one));
    }

    /** The same, pointing at one more place. */
    public Message note(String note, Origin place) {
        List<Diagnostic.Note> more = new ArrayList<>(notes);
        more.add(new Diagnostic.Note(note, place));
        return new Message(problem, text, hint, more, edit);
    }

    /** The diagnostic at a place. */
    public Diagnostic at(Origin place) {
        return new Diagnostic(problem.code(), problem.severity(), text, place, notes, hint, edit.flatMap(one -> one.at(place)));
    }
}
