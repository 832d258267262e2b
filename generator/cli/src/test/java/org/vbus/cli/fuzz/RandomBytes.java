// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.Random;

/** Bytes without any sense, behind a sensible beginning at times; and specs with a few bytes changed. */
final class RandomBytes implements Strategy {
    private static final String ALPHABET = " \n\t{}()[]:=,.@-><&|+*/%~!^\"'0123456789abcxyzABCXYZ_";

    private final Corpus corpus;

    RandomBytes(Corpus corpus) {
        this.corpus = corpus;
    }

    @Override
    public Input next(Random random) {
        byte[] bytes = new byte[random.nextInt(3000)];
        switch (random.nextInt(3)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> {
                byte[] head = Input.bytes("package p\n");
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = i < head.length ? head[i] : (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                }
            }
            default -> {
                bytes = Input.bytes(corpus.any(random));
                for (int i = 1 + random.nextInt(8); i > 0 && bytes.length > 0; i--) {
                    int at = random.nextInt(bytes.length);
                    bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bytes[at] ^ 1 << random.nextInt(8));
                }
            }
        }
        return Input.of(bytes);
    }
}
