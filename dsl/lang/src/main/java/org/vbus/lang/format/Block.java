// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayList;
import java.util.List;

/** What stands between braces, with the closing one; or a whole file, without any. */
final class Block implements Part {
    private final boolean body;
    private final boolean inParentheses;
    private final List<Item> items = new ArrayList<>();
    private Word close;
    private boolean tall;
    private boolean spread;

    /**
     * @param body it belongs to the item and not to a type within it
     * @param inParentheses it belongs to an argument
     */
    Block(boolean body, boolean inParentheses) {
        this.body = body;
        this.inParentheses = inParentheses;
    }

    void add(Item item) {
        items.add(item);
    }

    /** Ends it; what is in it is complete. A file ends with an empty word. */
    void close(Word brace) {
        close = brace;
        // all at once, because asking through all levels again and again takes long
        boolean empty = items.isEmpty() && brace.gap().comments().isEmpty();
        tall = !empty && (brace.gap().breaks() || brace.gap().mustBreak()
                || items.stream().anyMatch(item -> item.first().gap().breaks() || item.first().gap().mustBreak() || item.isTall()));
    }

    /** Puts each item on a line of its own. */
    void spread() {
        tall = !items.isEmpty();
        spread = tall;
    }

    boolean isTall() {
        return tall;
    }

    boolean isSpread() {
        return spread;
    }

    boolean isBody() {
        return body;
    }

    boolean inParentheses() {
        return inParentheses;
    }

    List<Item> items() {
        return items;
    }

    Word close() {
        return close;
    }
}
