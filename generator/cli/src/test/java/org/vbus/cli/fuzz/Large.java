// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.Random;
import org.vbus.lang.source.SourceReader;

/** Files of some hundred kilobytes, up to the limit and over it, with much of one thing. */
final class Large implements Strategy {
    private final Corpus corpus;

    Large(Corpus corpus) {
        this.corpus = corpus;
    }

    @Override
    public Input next(Random random) {
        int size = switch (random.nextInt(6)) {
            case 0 -> SourceReader.MAX_BYTES - random.nextInt(3);
            case 1 -> SourceReader.MAX_BYTES + 1 + random.nextInt(3);
            default -> 50_000 + random.nextInt(450_000);
        };
        boolean wrong = random.nextBoolean();
        StringBuilder text = new StringBuilder("package p\nimport linux.ioq.*\nenum e : u8 { L = 0 }\n");
        int kind = random.nextInt(12);
        text.append(switch (kind) {
            case 2 -> "struct s {\n";
            case 3 -> "enum many : u32 {\n";
            case 4 -> "device d \"d\" {\n";
            case 5 -> "/** ";
            default -> "";
        });
        for (int i = 0; text.length() < size - 200; i++) {
            text.append(switch (kind) {
                case 0 -> "const C" + i + " = " + (i == 0 ? "1" : "C" + (i - 1) + " + 1") + "\n";
                case 1 -> "struct s" + i + " { a : " + (i == 0 || i % 50 == 0 ? "u32" : "s" + (i - 1)) + " }\n";
                case 2 -> "f" + i + " : " + (wrong ? "nosuch" : "u32") + "\n";
                case 3 -> "L" + i + " = " + i + "\n";
                case 4 -> "call K" + i + " = " + i + " (in a : u32 where a < " + (wrong ? "b" : "9") + ")\n";
                case 5 -> "words and words ";
                case 6 -> "import p" + i + ".*\n";
                case 7 -> corpus.good(random);
                case 8 -> "type t" + i + " : " + (i % 8 == 0 ? "u32" : "t" + (i - 1)) + "\n";
                case 9 -> "flags f" + i + " : u32 { A" + i + " = 0 }\n";
                case 10 -> "{ } ( ) ";
                default -> "const A" + (wrong ? i / 2 : i) + " = " + i + "\n";
            });
        }
        text.append(kind == 5 ? "*/\n" : kind >= 2 && kind <= 4 ? "}\n" : "\n");
        text.append(" ".repeat(Math.max(0, size - text.length())));
        return Input.of(text.toString());
    }
}
