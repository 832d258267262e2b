// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A spec one of whose names, numbers, strings, comments or lines is as long as allowed, longer, or very long. */
final class LongWords implements Strategy {
    private static final List<Integer> LENGTHS = List.of(31, 32, 55, 56, 63, 64, 120, 126, 127, 128, 129, 130, 255, 1000, 1023, 1024, 1025, 1026, 5000, 70_000);

    private final Corpus corpus;

    LongWords(Corpus corpus) {
        this.corpus = corpus;
    }

    @Override
    public Input next(Random random) {
        List<String> tokens = new ArrayList<>(Corpus.tokens(corpus.good(random)));
        int at = Corpus.place(tokens, random);
        int length = Corpus.one(LENGTHS, random);
        String long1 = switch (random.nextInt(8)) {
            case 0 -> " 0x" + "0".repeat(length) + "1 ";
            case 1 -> " " + "9".repeat(length) + " ";
            case 2 -> " \"" + "s".repeat(length) + "\" ";
            case 3 -> " /** " + "c ".repeat(length) + "*/ ";
            case 4 -> " // " + "c".repeat(length) + "\n";
            case 5 -> " ".repeat(length * 3);
            case 6 -> "\n".repeat(length);
            default -> "n".repeat(length);
        };
        if (long1.startsWith("n") && Corpus.isName(tokens.get(at))) {
            String name = tokens.get(at);
            // everywhere, so that it still means something
            tokens.replaceAll(token -> token.equals(name) ? long1 : token);
        } else if (long1.startsWith(" \"") || long1.charAt(1) == '0' || long1.charAt(1) == '9') {
            for (int i = 0; i < tokens.size(); i++) {
                int there = (at + i) % tokens.size();
                String token = tokens.get(there);
                if (long1.startsWith(" \"") ? token.startsWith("\"") : !token.isEmpty() && Corpus.isNumber(token)) {
                    tokens.set(there, long1);
                    break;
                }
            }
        } else {
            tokens.add(at, long1);
        }
        return Input.of(String.join("", tokens));
    }
}
