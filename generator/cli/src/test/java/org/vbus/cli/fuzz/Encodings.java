// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A spec in another encoding, or with characters that are invisible, turn the text round, end lines elsewhere, or are cut. */
final class Encodings implements Strategy {
    private static final List<String> CHARACTERS = List.of("\u0000", "\r", "\r\r\n", "\u000b", "\f", "\u0085", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f",
            "\u061c", "\u200b", "\u00a0", "\ufeff", "\u00ad", "\u0301", "e\u0301", "\u0130", "\u0131", "\u212a", "\u00df", "\u4e2d", "\ud83d\ude00", "\u001b[31m", "\u007f",
            "\b", "\u00e9", "\uff21", "\u03b1", "\u0430", "\\", "`", "'", "#", "$", "\uffff", "\ufffd", "\udbff\udfff");
    private static final List<byte[]> BROKEN = List.of(new byte[] {(byte) 0xff}, new byte[] {(byte) 0xc0, (byte) 0x80}, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, new byte[] {(byte) 0xe2, (byte) 0x82}, new byte[] {(byte) 0x80}, new byte[] {(byte) 0xf0, (byte) 0x9f});

    private final Corpus corpus;

    Encodings(Corpus corpus) {
        this.corpus = corpus;
    }

    @Override
    public Input next(Random random) {
        String text = corpus.good(random);
        return switch (random.nextInt(10)) {
            case 0 -> Input.of(text.getBytes(Corpus.one(List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE), random)));
            case 1 -> Input.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_8));
            case 2 -> Input.of(text.replace("\n", Corpus.one(List.of("\r", "\r\n", "\n\r", "\u2028", "\u0085"), random)));
            case 3 -> Input.of(text.replace(" ", Corpus.one(List.of("\t", "\u00a0", "\u3000", "\u200b"), random)));
            case 4, 5 -> broken(text, random);
            default -> put(text, random);
        };
    }

    private static Input put(String text, Random random) {
        StringBuilder put = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            String character = Corpus.one(CHARACTERS, random);
            // as often inside a comment or a string as the text has them
            int at = random.nextInt(put.length());
            put.insert(Character.isLowSurrogate(put.charAt(at)) ? 0 : at, character);
        }
        return Input.of(put.toString());
    }

    private static Input broken(String text, Random random) {
        byte[] bytes = Input.bytes(text);
        int at = random.nextInt(bytes.length + 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(Corpus.one(BROKEN, random));
        out.write(bytes, at, bytes.length - at);
        return Input.of(out.toByteArray());
    }
}
