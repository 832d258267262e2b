// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Fix;

/** An edit that is offered removes what it was offered for. */
class FixTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final FrontEnd FRONT_END = FrontEnd.create();

    @TempDir
    Path dir;

    static Stream<Path> fixtures() throws IOException {
        return WrongInputTest.fixtures();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theEditRemovesTheNumber(Path fixture) throws IOException {
        List<Diagnostic> before = load(fixture);
        for (Diagnostic diagnostic : before) {
            if (diagnostic.fix().isEmpty()) {
                continue;
            }
            Path fixed = dir.resolve("fixed.vbus");
            Files.writeString(fixed, apply(Files.readString(fixture), diagnostic.fix().get()));
            assertThat(load(fixed)).as("%s", Files.readString(fixed)).filteredOn(d -> d.code().equals(diagnostic.code()))
                    .hasSizeLessThan((int) before.stream().filter(d -> d.code().equals(diagnostic.code())).count());
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aSentenceThatOffersANameOffersTheEdit(Path fixture) {
        assertThat(load(fixture)).filteredOn(d -> d.hint().filter(hint -> hint.startsWith("did you mean")).isPresent())
                .allSatisfy(d -> assertThat(d.fix()).as("%s", d).isPresent());
    }

    @Test
    void numbersWithEdits() throws IOException {
        Set<String> codes = new TreeSet<>();
        fixtures().forEach(fixture -> load(fixture).stream().filter(d -> d.fix().isPresent()).map(Diagnostic::code).forEach(codes::add));
        assertThat(codes).contains("VB0201", "VB0501", "VB0502", "VB0503", "VB0504", "VB0505").hasSizeGreaterThan(30);
    }

    @Test
    void reservedBytesGetALineOfTheirOwnWhereFieldsHaveOne() throws IOException {
        Path file = dir.resolve("one.vbus");
        Files.writeString(file, "package p\nstruct s {\n\ta : u32\n\tb : u64\n\tc : u32\n}\n");
        String text = Files.readString(file);
        for (Diagnostic hole = load(file).get(0); hole != null; hole = load(file).stream().findFirst().orElse(null)) {
            text = apply(text, hole.fix().orElseThrow());
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo("package p\nstruct s {\n\ta : u32\n\treserved 4\n\tb : u64\n\tc : u32\n\treserved 4\n}\n");
    }

    private static List<Diagnostic> load(Path file) {
        return FRONT_END.load(List.of(file), List.of(RESOURCES.resolve("include"))).diagnostics();
    }

    /** The text with an edit made; columns count code points. */
    static String apply(String text, Fix fix) {
        int at = 0;
        for (int line = 1; line < fix.span().line(); line++) {
            at = text.indexOf('\n', at) + 1;
        }
        int from = text.offsetByCodePoints(at, fix.span().column() - 1);
        int to = text.offsetByCodePoints(from, fix.span().length());
        return text.substring(0, from) + fix.replacement() + text.substring(to);
    }
}
