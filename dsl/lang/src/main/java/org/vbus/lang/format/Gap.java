// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.List;

/**
 * What stands between two words.
 *
 * @param comments in order
 * @param newlines line breaks between the last comment, or the word before, and the word
 */
record Gap(List<Comment> comments, int newlines) {
    static final Gap NONE = new Gap(List.of(), 0);

    Gap {
        comments = List.copyOf(comments);
    }

    /** Whether the author broke the line anywhere in it. */
    boolean breaks() {
        return newlines > 0 || comments.stream().anyMatch(comment -> comment.newlines() > 0 || comment.endsLine());
    }

    /** Whether it cannot be written on one line. */
    boolean mustBreak() {
        return comments.stream().anyMatch(comment -> comment.endsLine() || comment.isTall());
    }

    /** Whether the line ends behind a comment. */
    boolean breaksAfter(int comment) {
        return comments.get(comment).endsLine() || (comment + 1 < comments.size() ? comments.get(comment + 1).newlines() : newlines) > 0;
    }
}
