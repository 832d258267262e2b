// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A spec with a few tokens dropped, doubled, swapped, replaced by any keyword, or a stretch of another spec put in. */
final class TokenEdits implements Strategy {
    private static final int MOST_EDITS = 6;
    private static final int MOST_SPLICED = 40;

    private final Corpus corpus;
    private final List<String> words;

    TokenEdits(Corpus corpus, List<String> keywords) {
        this.corpus = corpus;
        words = new ArrayList<>(keywords);
        words.addAll(List.of("x", "0", "1", "0xffffffffffffffff", "\"\"", "\"a\"", "^in", "a.b", "*"));
    }

    @Override
    public Input next(Random random) {
        List<String> tokens = new ArrayList<>(Corpus.tokens(corpus.any(random)));
        for (int edits = 1 + random.nextInt(MOST_EDITS); edits > 0; edits--) {
            int at = Corpus.place(tokens, random);
            if (at >= 0) {
                edit(tokens, at, random);
            }
        }
        return Input.of(String.join("", tokens));
    }

    private void edit(List<String> tokens, int at, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at) + " ");
            case 2 -> {
                int other = Corpus.place(tokens, random);
                Collections.swap(tokens, at, other);
            }
            case 3 -> tokens.set(at, " " + Corpus.one(words, random) + " ");
            case 4 -> tokens.add(at, " " + Corpus.one(words, random) + " ");
            default -> {
                List<String> other = Corpus.tokens(corpus.any(random));
                int from = Corpus.place(other, random);
                int to = Math.min(other.size(), from + 1 + random.nextInt(MOST_SPLICED));
                if (from >= 0) {
                    tokens.addAll(at, other.subList(from, to));
                }
            }
        }
    }
}
