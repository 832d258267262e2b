// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.random.Blanks;
import org.vbus.lang.random.SyntaxSpecs;
import org.vbus.lang.source.SourceText;

/** What holds for every spec, tried on random ones. More of them: {@code -Dvbus.random.specs=100000}; others: {@code -Dvbus.random.seed=7}. */
class FormatterPropertiesTest {
    private static final int SPECS = Integer.getInteger("vbus.random.specs", 2000);
    private static final long SEED = Long.getLong("vbus.random.seed", 1);
    private static final Formatter FORMATTER = Formatter.create();

    @Test
    void everyConstructOfTheGrammar() {
        SyntaxSpecs specs = new SyntaxSpecs(SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < SPECS; i++) {
            List<String> words = specs.file();
            String written = new Blanks(random, i % 5 * 6, i % 7 == 0 ? "\r\n" : "\n").between(words);
            holds(specs, written, i);
        }
        assertThat(specs.missing()).as("keywords that no random spec had").isEmpty();
        assertThat(specs.acceptance()).as("sequences of words in a hundred that the parser took").isGreaterThan(50);
    }

    private static void holds(SyntaxSpecs specs, String written, int number) {
        String once = format(written);
        assertThat(format(once)).as("spec %s of seed %s formatted twice; written:\n%s", number, SEED, written).isEqualTo(once);
        assertThat(FORMATTER.words(once)).as("words and comments of spec %s", number).isEqualTo(FORMATTER.words(written));
        assertThat(number % 4 != 0 || specs.sameTree(written, once)).as("meaning of spec %s of seed %s:\n%s\n====\n%s", number, SEED, written, once).isTrue();
        assertThat(once).as("spec %s", number).endsWith("\n").doesNotContain("\n\n\n", " \n", "\r").doesNotStartWith("\n").doesNotEndWith("\n\n");
    }

    private static String format(String text) {
        Reporter reporter = new Reporter();
        return FORMATTER.format(new SourceText(Path.of("random.vbus"), "random.vbus", text), reporter)
                .orElseThrow(() -> new AssertionError(reporter.sorted() + "\n" + text));
    }
}
