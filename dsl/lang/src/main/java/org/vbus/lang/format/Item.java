// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands on a line of its own when a block takes several: a declaration, a member, a clause. */
final class Item {
    private final Optional<String> clauses;
    private final List<Part> parts = new ArrayList<>();

    /** @param clauses the rule whose alternatives this is one of, told apart by their first word; their words are aligned whatever follows */
    Item(Optional<String> clauses) {
        this.clauses = clauses;
    }

    void add(Part part) {
        parts.add(part);
    }

    List<Part> parts() {
        return parts;
    }

    Optional<String> clauses() {
        return clauses;
    }

    /** Its first word. */
    Word first() {
        return (Word) parts.get(0);
    }

    /** Whether it takes several lines in any case. */
    boolean isTall() {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Word word ? i > 0 && word.forcesBreak() : ((Block) parts.get(i)).isTall()) {
                return true;
            }
        }
        return false;
    }

    /** The blocks that may be spread over several lines when the item is too long. */
    List<Block> blocks() {
        return parts.stream().filter(part -> part instanceof Block block && !block.inParentheses()).map(part -> (Block) part).toList();
    }

    /** Whether the item itself has a body, rather than its type. */
    boolean hasBody() {
        return parts.stream().anyMatch(part -> part instanceof Block block && block.isBody());
    }
}
