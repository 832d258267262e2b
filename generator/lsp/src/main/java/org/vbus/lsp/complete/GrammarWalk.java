// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.complete;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.ParserRule;
import org.vbus.lang.services.VbusGrammarAccess;
import org.vbus.lang.syntax.VbusTokens.Word;

/** Reads the words before a place by the grammar, and says what may come there. What does not fit is skipped up to the next line that does. */
final class GrammarWalk {
    /** Ways to read one text; far more than any has, so that no text takes long. */
    private static final int MOST_WAYS = 400;
    private static final Set<String> STARTS = Set.of("import", "allow", "const", "version", "type", "struct", "open", "enum", "flags", "ringtype", "abstract", "device",
            "model", "chardev", "removed");

    private final ParserRule model;

    GrammarWalk(VbusGrammarAccess grammar) {
        this.model = grammar.getModelRule();
    }

    /**
     * What may come behind words.
     *
     * @param words before the place
     * @param text that they are of
     */
    List<Expected> after(List<Word> words, String text) {
        int start = start(words, text);
        Frame frame = Frame.of(model, null);
        Collection<Rest> ways = List.of(start == 0 ? Rest.of(model.getAlternatives(), frame, null) : declarations(frame));
        Deque<Collection<Rest>> bodies = new ArrayDeque<>();
        boolean lost = false;
        for (int i = start; i < words.size(); i++) {
            Word word = words.get(i);
            if (lost && !isFirstOfLine(word, text) && !word.text().equals("}")) {
                continue;
            }
            Collection<Rest> next = step(ways, word);
            if (next.isEmpty() && word.text().equals("}") && bodies.size() > 1) {
                // a body that was not understood to its end still ends
                bodies.pop();
                ways = bodies.peek();
                lost = true;
                continue;
            }
            lost = next.isEmpty();
            if (lost) {
                ways = bodies.isEmpty() ? List.of(declarations(frame)) : bodies.peek();
                continue;
            }
            ways = next;
            if (word.text().equals("{")) {
                bodies.push(ways);
            } else if (word.text().equals("}")) {
                bodies.poll();
            }
        }
        List<Expected> expected = new ArrayList<>();
        ways.forEach(way -> Rest.first(way, expected));
        return expected;
    }

    private static Collection<Rest> step(Collection<Rest> ways, Word word) {
        Set<Rest> next = new LinkedHashSet<>();
        for (Rest way : ways) {
            List<Expected> expected = new ArrayList<>();
            Rest.first(way, expected);
            for (Expected one : expected) {
                if (one.matches(word) && next.size() < MOST_WAYS) {
                    // the end of the file is a way on too, and leads nowhere
                    if (one.next() != null) {
                        next.add(one.next());
                    }
                }
            }
        }
        return next;
    }

    /** What may stand behind the head of a file: imports and all that follows them. */
    private Rest declarations(Frame frame) {
        List<AbstractElement> parts = ((Group) model.getAlternatives()).getElements();
        Rest rest = null;
        for (int i = parts.size() - 1; i >= 0; i--) {
            rest = Rest.of(parts.get(i), frame, rest);
            if (parts.get(i) instanceof Assignment assignment && assignment.getFeature().equals("imports")) {
                return rest;
            }
        }
        return rest;
    }

    /** The declaration that the last word is in: the last that begins a line outside of all braces. */
    private static int start(List<Word> words, String text) {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).text();
            boolean declares = STARTS.contains(word) && words.get(i).rule().isEmpty() && isFirstOfLine(words.get(i), text);
            // one at the very margin ends what was left open before
            boolean margin = declares && (words.get(i).offset() == 0 || text.charAt(words.get(i).offset() - 1) == '\n');
            if (declares && (depth == 0 || margin)) {
                depth = 0;
                start = i;
            }
            depth = word.equals("{") ? depth + 1 : word.equals("}") ? Math.max(0, depth - 1) : depth;
        }
        return start;
    }

    private static boolean isFirstOfLine(Word word, String text) {
        int at = word.offset() - 1;
        while (at >= 0 && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at--;
        }
        return at < 0 || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }
}
