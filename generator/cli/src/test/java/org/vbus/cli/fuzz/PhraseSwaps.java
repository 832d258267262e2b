// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.Random;

/** A good spec in which some phrases (an expression, a member, a call, ...) are replaced by others of the same rule: from any spec, or made up. */
final class PhraseSwaps implements Strategy {
    private final Corpus corpus;
    private final Phrases phrases;

    PhraseSwaps(Corpus corpus, Phrases phrases) {
        this.corpus = corpus;
        this.phrases = phrases;
    }

    @Override
    public Input next(Random random) {
        int spec = random.nextInt(corpus.good().size());
        String text = corpus.good().get(spec);
        // from the end, so that what is known of places before it stays true
        int before = text.length();
        for (int swaps = 1 + random.nextInt(3); swaps > 0; swaps--) {
            Phrases.Phrase phrase = phrases.in(spec, before, random);
            if (phrase == null) {
                break;
            }
            String other = random.nextInt(4) > 0 ? phrases.ofRule(phrase.rule(), random) : phrases.made(phrase.rule(), random);
            boolean again = random.nextInt(6) == 0;
            text = text.substring(0, phrase.from()) + " " + other + " " + (again ? text.substring(phrase.from()) : text.substring(phrase.to()));
            before = phrase.from();
        }
        return Input.of(text);
    }
}
