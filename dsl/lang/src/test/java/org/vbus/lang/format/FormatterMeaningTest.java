// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.random.Blanks;
import org.vbus.lang.source.PackageFinder;
import org.vbus.lang.source.SourceText;
import org.vbus.model.diag.Diagnostic;

/** Formatting changes nothing that anybody after the parser sees, shown on all specs there are. */
class FormatterMeaningTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern EXAMPLE = Pattern.compile("```vbus[^\\n]*\\n(.*?)```", Pattern.DOTALL);
    private static final int ROUNDS = Integer.getInteger("vbus.random.rounds", 10);
    private static final Formatter FORMATTER = Formatter.create();

    @TempDir
    Path dir;

    /** Good ones and wrong ones, and the examples of the pages. */
    @Test
    void everyFixtureKeepsItsWordsAndIsFormattedOnce() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String folder : List.of("abi-specs", "it", "dsl/lang/src/test/resources")) {
            for (Path file : PackageFinder.specsBelow(ROOT.resolve(folder))) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        for (String folder : List.of("dsl/lang/src/main/resources", "generator/backends/src/main/resources")) {
            try (Stream<Path> pages = Files.walk(ROOT.resolve(folder))) {
                for (Path page : pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                    Matcher example = EXAMPLE.matcher(Files.readString(page));
                    while (example.find()) {
                        texts.add(example.group(1));
                    }
                }
            }
        }
        int formatted = 0;
        for (String text : texts) {
            Optional<String> once = format(text);
            if (once.isPresent()) {
                formatted++;
                assertThat(FORMATTER.words(once.get())).isEqualTo(FORMATTER.words(text));
                assertThat(format(once.get())).contains(once.get());
            }
        }
        assertThat(formatted).as("of %s that parse", texts.size()).isGreaterThan(300);
    }

    /** Every good spec with random blanks and comments between any two of its words: the model of the text is the model of the formatted text. */
    @Test
    void theModelStaysTheSame() throws IOException {
        FrontEnd frontEnd = FrontEnd.create();
        List<Path> specs = FrontEnd.expanded(List.of(ROOT.resolve("abi-specs"), ROOT.resolve("it/specs"), ROOT.resolve("it/devices")));
        Path raw = Files.createDirectories(dir.resolve("raw"));
        Path formatted = Files.createDirectories(dir.resolve("formatted"));
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            for (Path spec : specs) {
                List<String> words = FORMATTER.words(Files.readString(spec)).stream().filter(word -> !word.startsWith("//") && !word.startsWith("/*")).toList();
                String text = new Blanks(random, round * 3, round % 2 == 0 ? "\n" : "\r\n").between(words);
                Files.writeString(raw.resolve(spec.getFileName()), text);
                Files.writeString(formatted.resolve(spec.getFileName()), format(text).orElseThrow());
            }
            Parsed before = frontEnd.load(List.of(raw), List.of());
            Parsed after = frontEnd.load(List.of(formatted), List.of());
            // warned of: without its comments nothing is documented
            assertThat(before.diagnostics()).as("round %s", round).noneMatch(Diagnostic::isError);
            assertThat(after.diagnostics()).as("round %s", round).extracting(Diagnostic::code, Diagnostic::message)
                    .isEqualTo(before.diagnostics().stream().map(found -> tuple(found.code(), found.message())).toList());
            assertThat(after.specs().specs()).as("round %s", round).isEqualTo(before.specs().specs());
            assertThat(after.specs().specs()).hasSameSizeAs(specs);
        }
    }

    private static Optional<String> format(String text) {
        return FORMATTER.format(new SourceText(Path.of("a.vbus"), "a.vbus", text), new Reporter());
    }
}
