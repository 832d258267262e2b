// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.random;

import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random blanks, line breaks and comments between words. */
public final class Blanks {
    /** Words that no other runs into. */
    private static final Set<String> ALONE = Set.of("{", "}", "(", ")", "[", "]", ",");
    private static final String[] INLINE = {"/* c */", "/**/", "/* a\n   b */", "/*\n * starred\n\t * twice\n */", "/* Ω 漢字 */", "/* // */", "/* tab\there   \n\n end */"};
    private static final String[] DOCS = {"/** Doc. */", "/** First.\n     * Second.\n   */", "/**\n * A\n *\n *   b\n * c */", "/** No stars\n\there\n  and there. */", "/***/"};
    private static final String[] TO_THE_END = {"// c", "//", "// /* open", "//   blanks   ", "// \"quote", "//! Grüße"};

    private final Random random;
    private final int comments;
    private final String lineEnd;

    /**
     * @param comments how many of a hundred gaps have comments
     * @param lineEnd what ends a line
     */
    public Blanks(Random random, int comments, String lineEnd) {
        this.random = random;
        this.comments = comments;
        this.lineEnd = lineEnd;
    }

    /** The words with blanks between them, before the first and behind the last. */
    public String between(List<String> words) {
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? gap(true) : "");
        for (int i = 0; i < words.size(); i++) {
            if (i > 0) {
                // a slash and a comment would begin another comment
                boolean mayBeEmpty = !words.get(i - 1).equals("/") && (ALONE.contains(words.get(i - 1)) || ALONE.contains(words.get(i)));
                text.append(gap(mayBeEmpty));
            }
            text.append(words.get(i));
        }
        return text.append(random.nextInt(3) == 0 ? gap(true) : "").toString().replace("\n", lineEnd);
    }

    private String gap(boolean mayBeEmpty) {
        StringBuilder gap = new StringBuilder(blanks(mayBeEmpty));
        while (random.nextInt(100) < comments) {
            switch (random.nextInt(4)) {
                case 0 -> gap.append(any(TO_THE_END)).append('\n');
                case 1 -> gap.append(any(DOCS));
                default -> gap.append(any(INLINE));
            }
            gap.append(blanks(true));
        }
        return gap.toString();
    }

    private String blanks(boolean mayBeEmpty) {
        return switch (random.nextInt(12)) {
            case 0 -> mayBeEmpty ? "" : " ";
            case 1 -> "\t";
            case 2 -> "   ";
            case 3 -> "\n";
            case 4 -> "\n    ";
            case 5 -> random.nextInt(3) == 0 ? "\n\n\n\t " : "\n\n";
            case 6 -> " \n";
            default -> " ";
        };
    }

    private String any(String[] choice) {
        return choice[random.nextInt(choice.length)];
    }
}
