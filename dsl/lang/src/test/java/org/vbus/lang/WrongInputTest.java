// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.lang.diag.Catalogue;
import org.vbus.lang.diag.Problem;
import org.vbus.lang.source.SourceReader;
import org.vbus.model.diag.Diagnostic;

/** Every number of the catalogue, at the place where it belongs, and nothing else with it. */
class WrongInputTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Pattern EXPECT = Pattern.compile("// expect (VB\\d{4}) (\\d+:\\d+)");
    /** What no single file can show; the tests below do. */
    private static final Set<String> NO_FIXTURE = Set.of("VB0001", "VB0002", "VB0018", "VB0204");
    private static final FrontEnd FRONT_END = FrontEnd.create();

    static Stream<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("wrong"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void reportsWhatTheFixtureExpects(Path fixture) throws IOException {
        List<String> expected = new ArrayList<>();
        Matcher matcher = EXPECT.matcher(Files.readString(fixture, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            expected.add(matcher.group(1) + " " + matcher.group(2));
        }
        Parsed parsed = FRONT_END.load(List.of(fixture), List.of(RESOURCES.resolve("include")));
        assertThat(parsed.diagnostics()).extracting(WrongInputTest::shortly).as("%s", parsed.diagnostics())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).anyMatch(one -> fixture.getFileName().toString().startsWith(one.substring(0, 6)));
        boolean wrong = parsed.diagnostics().stream().anyMatch(Diagnostic::isError);
        assertThat(parsed.ok()).isEqualTo(!wrong);
        assertThat(parsed.specs().specs().isEmpty()).as("an error leaves no model, a warning does").isEqualTo(wrong);
    }

    @Test
    void everyNumberHasAFixture() throws IOException {
        Set<String> shown = new TreeSet<>(NO_FIXTURE);
        fixtures().forEach(file -> shown.add(file.getFileName().toString().substring(0, 6)));
        assertThat(shown).isEqualTo(new TreeSet<>(Catalogue.all().stream().map(Problem::code).toList()));
    }

    @Test
    void numbersAscendAndStandOnce() {
        assertThat(Catalogue.all()).extracting(Problem::code).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void missingFile() {
        assertThat(FRONT_END.load(List.of(Path.of("no/such.vbus")), List.of()).diagnostics())
                .singleElement().satisfies(d -> assertThat(shortly(d)).isEqualTo("VB0001 1:1"));
    }

    @Test
    void largeFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.vbus");
        Files.write(file, new byte[SourceReader.MAX_BYTES + 1]);
        assertThat(FRONT_END.load(List.of(file), List.of()).diagnostics())
                .singleElement().satisfies(d -> assertThat(shortly(d)).isEqualTo("VB0002 1:1"));
    }

    @Test
    void twoFilesOfOnePackage(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.vbus"), "package p\n");
        Files.writeString(folder.resolve("b.vbus"), "package p\n");
        assertThat(FRONT_END.load(List.of(folder), List.of()).diagnostics()).singleElement().satisfies(d -> {
            assertThat(shortly(d)).isEqualTo("VB0204 1:9");
            assertThat(d.notes()).hasSize(1);
        });
    }

    @Test
    void aTypeOfAnotherPackageIsPointedOut(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.vbus"), "package a\nstruct s { x : u32 }\n");
        Files.writeString(folder.resolve("b.vbus"), "package b\nstruct t { x : s }\n");
        assertThat(FRONT_END.load(List.of(folder), List.of()).diagnostics())
                .singleElement().satisfies(d -> assertThat(d.hint()).contains("add `import a.*`"));
    }

    @Test
    void bothNumbersThatDisagree(@TempDir Path folder) throws IOException {
        assertThat(one(folder, "package p\nstruct s size 12 {\n    a : u64\n    b : u64\n}\n"))
                .satisfies(d -> assertThat(d.message()).isEqualTo("`s` says size 12, but its members take 16 bytes"))
                .satisfies(d -> assertThat(d.hint()).contains("write `size 16`, or change the members"));
        assertThat(one(folder, "package p\nstruct s {\n    a : u32\n    b : u64\n}\n"))
                .satisfies(d -> assertThat(d.message()).isEqualTo("the compiler would hide 4 bytes of padding before `b`, at offset 4"))
                .satisfies(d -> assertThat(d.hint()).contains("add `reserved 4` before it"));
    }

    @Test
    void whatIsQuotedStaysOnOneLineAndShort(@TempDir Path folder) throws IOException {
        assertThat(one(folder, "package p\ndevice d \"a\\nb\" { }\n").message()).isEqualTo("\"a\\nb\" cannot be a type string");
        assertThat(one(folder, "package p\ndevice d \"" + "s".repeat(1000) + "\" { }\n").message()).matches("\"s+ \\.\\.\\. s+\" cannot be a type string")
                .hasSizeLessThan(250);
    }

    @Test
    void blanksAndCommentsAroundADotMeanNothing(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.vbus"), "package a . /* of */ b\nabi testing release 1 . // two\n 2\nstruct s { x : u32 since 1 .1 }\n");
        Files.writeString(folder.resolve("c.vbus"), "package c\nimport a .b .*\nstruct t { x : a . b . s }\n");
        Parsed parsed = FRONT_END.load(List.of(folder), List.of());
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.specs().specs().get(0).packageName()).isEqualTo("a.b");
        assertThat(parsed.specs().specs().get(0).abi().orElseThrow().release()).hasToString("1.2");
    }

    @Test
    void syntaxInPlainWords(@TempDir Path folder) throws IOException {
        assertThat(one(folder, "package p\nstruct s {\n    a u32\n}\n"))
                .satisfies(d -> assertThat(d.message()).isEqualTo("expected `:`, found `u32`"))
                .satisfies(d -> assertThat(d.hint()).contains("write `:` before `u32`"));
        assertThat(one(folder, "package p\nconst A = in\n"))
                .satisfies(d -> assertThat(d.hint()).contains("`in` is a word of the language; write `^in` to use it as a name"));
        assertThat(one(folder, "package p\nstruct s { a : u32 } x\n").message()).startsWith("expected a declaration or the end of the file");
    }

    @Test
    void oneWrongWordIsOneError(@TempDir Path folder) throws IOException {
        String spec = Files.readString(Path.of("../../abi-specs/venet/venet.vbus"));
        assertThat(one(folder, spec.replace("where len ==", "wher len ==")).code()).startsWith("VB01");
        assertThat(one(folder, spec.replace("call LINKUP   =", "call LINKUP  ")).code()).startsWith("VB01");
        assertThat(one(folder, spec.replace("device venet", "devce venet")).code()).startsWith("VB01");
        assertThat(one(folder, "package p\nstruct s {\n    a u32\n    b u32\n}\nenum e u8 { A = 0 }\n").origin().line()).isEqualTo(3);
    }

    private static Diagnostic one(Path folder, String text) throws IOException {
        Path file = folder.resolve("one.vbus");
        Files.writeString(file, text);
        List<Diagnostic> all = FRONT_END.load(List.of(file), List.of()).diagnostics();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static String shortly(Diagnostic diagnostic) {
        return diagnostic.code() + " " + diagnostic.origin().line() + ":" + diagnostic.origin().column();
    }
}
