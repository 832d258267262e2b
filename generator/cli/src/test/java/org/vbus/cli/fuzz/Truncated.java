// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.Arrays;
import java.util.Random;

/** A spec that ends early, or whose beginning is missing, anywhere: in a word, a comment, a character. */
final class Truncated implements Strategy {
    private final Corpus corpus;

    Truncated(Corpus corpus) {
        this.corpus = corpus;
    }

    @Override
    public Input next(Random random) {
        byte[] bytes = Input.bytes(corpus.any(random));
        int at = random.nextInt(bytes.length + 1);
        return Input.of(random.nextInt(5) == 0 ? Arrays.copyOfRange(bytes, at, bytes.length) : Arrays.copyOf(bytes, at));
    }
}
