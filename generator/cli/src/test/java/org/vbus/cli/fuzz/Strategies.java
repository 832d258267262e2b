// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** All strategies by name, and how often each is taken. */
final class Strategies {
    private record Share(int weight, Strategy strategy) { }

    private final Map<String, Share> all = new LinkedHashMap<>();
    private int total;

    /** Those that work on the given specs and grammar. */
    Strategies(Corpus corpus, Phrases phrases) {
        add("token-edits", 1800, new TokenEdits(corpus, phrases.keywords()));
        add("phrase-swaps", 1900, new PhraseSwaps(corpus, phrases));
        add("meaning-edits", 1500, new MeaningEdits(corpus));
        add("sentences", 1800, phrases::sentence);
        add("shapes", 1600, new Shapes());
        add("imports", 400, new Imports());
        add("nesting", 150, new Nesting());
        add("long-words", 150, new LongWords(corpus));
        add("encodings", 250, new Encodings(corpus));
        add("random-bytes", 150, new RandomBytes(corpus));
        add("truncated", 250, new Truncated(corpus));
        add("many-files", 45, new ManyFiles(corpus));
        add("large", 2, new Large(corpus));
    }

    private void add(String name, int weight, Strategy strategy) {
        all.put(name, new Share(weight, strategy));
        total += weight;
    }

    Iterable<String> names() {
        return all.keySet();
    }

    Strategy get(String name) {
        Share share = all.get(name);
        if (share == null) {
            throw new IllegalArgumentException("no strategy is called " + name + "; there are " + String.join(", ", all.keySet()));
        }
        return share.strategy();
    }

    /** One of them, by its weight. */
    String pick(Random random) {
        int at = random.nextInt(total);
        for (Map.Entry<String, Share> share : all.entrySet()) {
            at -= share.getValue().weight();
            if (at < 0) {
                return share.getKey();
            }
        }
        throw new AssertionError("weights add up to " + total);
    }
}
