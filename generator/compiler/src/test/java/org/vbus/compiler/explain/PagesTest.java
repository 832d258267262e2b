// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.backends.Backend;
import org.vbus.backends.OutputSink;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Formatting;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.compiler.explain.Page.Example;
import org.vbus.compiler.explain.Page.Kind;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;

/** One registry for all numbers, one page for each, and every example does what its page says. */
class PagesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path LANGUAGE = ROOT.resolve("dsl/lang/src");
    private static final Path BACKENDS = ROOT.resolve("generator/backends/src");
    private static final Path IMPORT = ROOT.resolve("generator/import/src");
    private static final Path SPECS = ROOT.resolve("abi-specs");
    /** What no single file can show; the language's own tests do, and the pages below. */
    private static final Set<String> NO_FIXTURE = Set.of("VB0001", "VB0002", "VB0018", "VB0204");
    /** Machines differ only where bytes are hidden, and that has a number of its own. */
    private static final Map<String, Set<String>> COMES_WITH = Map.of("VB0506", Set.of("VB0504"));
    /** {@code {{64 (}}} repeats, with # counting; {@code {{xE9}}} is a byte. */
    private static final Pattern STANDS_FOR = Pattern.compile("\\{\\{(?:x([0-9A-F]{2})|(\\d+) (.+?))\\}\\}", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\"(VB\\d{4})\"");

    private static final Rulebook RULES = Rulebook.installed();
    private static final Compiler COMPILER = new Compiler();

    @TempDir
    Path dir;

    /** Pages about headers and kernels are shown by command lines, which the command line's tests run. */
    static List<Rule> rules() {
        return RULES.all().stream().filter(rule -> !rule.home().getPackageName().matches("org\\.vbus\\.(importer|drift)")).toList();
    }

    @Test
    void everyNumberHasOnePageOneTitleAndAFixture() throws IOException {
        Set<String> codes = RULES.all().stream().map(Rule::code).collect(Collectors.toCollection(TreeSet::new));
        List<String> pages = new ArrayList<>();
        for (Path source : List.of(LANGUAGE, BACKENDS, IMPORT)) {
            pages.addAll(names(source.resolve("main/resources"), "explain/VB\\d{4}\\.md"));
        }
        assertThat(pages).as("pages").containsExactlyInAnyOrderElementsOf(codes);
        assertThat(RULES.all()).extracting(rule -> Rulebook.page(rule).orElseThrow().title()).doesNotHaveDuplicates().doesNotContain("");
        Set<String> shown = new TreeSet<>(NO_FIXTURE);
        shown.addAll(names(LANGUAGE.resolve("test/resources"), "wrong/VB\\d{4}.*\\.vbus"));
        // a back end's fixture is the bad example of its page
        RULES.all().stream().filter(rule -> !rule.home().getPackageName().startsWith("org.vbus.lang")).map(Rule::code).forEach(shown::add);
        assertThat(shown).as("fixtures").isEqualTo(codes);
    }

    @Test
    void everyNumberThatABackEndWritesIsItsOwn() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> files = Files.walk(BACKENDS.resolve("main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher code = CODE.matcher(Files.readString(file));
                while (code.find()) {
                    written.add(code.group(1));
                }
            }
        }
        assertThat(written).isEqualTo(Backends.installed().all().stream().flatMap(backend -> backend.rules().stream()).map(Rule::code)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aNumberThatIsTakenIsRefused() {
        Backend backend = new Backend() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public String summary() {
                return "";
            }

            @Override
            public List<Rule> rules() {
                return List.of(Rule.error("VB0501", PagesTest.class));
            }

            @Override
            public List<Diagnostic> obstacles(SpecSet specs) {
                return List.of();
            }

            @Override
            public void generate(SpecSet specs, OutputSink out) { }
        };
        assertThatThrownBy(() -> Rulebook.of(List.of(backend))).isInstanceOf(IllegalStateException.class).hasMessageContaining("VB0501");
    }

    @Test
    void numbersAreFoundAsPeopleWriteThem() {
        assertThat(Stream.of("VB0501", "vb0501", "501", "0501", "VB501").map(RULES::find)).allSatisfy(
                found -> assertThat(found.orElseThrow().code()).isEqualTo("VB0501"));
        assertThat(RULES.find("VB0107")).isEmpty();
        assertThat(RULES.near("VB0107")).containsExactly("VB0101", "VB0102", "VB0103");
        assertThat(RULES.near("what")).isEmpty();
        assertThat(RULES.near("99999999999999")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void badIsReportedUnderItsNumberAndGoodIsClean(Rule rule) throws IOException {
        Page page = Rulebook.page(rule).orElseThrow();
        assertThat(page.text()).isNotBlank();
        Set<String> expected = new TreeSet<>(Set.of(rule.code()));
        expected.addAll(COMES_WITH.getOrDefault(rule.code(), Set.of()));
        List<Diagnostic> bad = run(page, Kind.BAD, rule);
        assertThat(bad).extracting(Diagnostic::code).as("bad: %s", bad).containsAll(expected).isSubsetOf(expected);
        assertThat(run(page, Kind.GOOD, rule)).as("good").isEmpty();
    }

    private List<Diagnostic> run(Page page, Kind kind, Rule rule) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(kind.name()));
        List<Path> inputs = new ArrayList<>();
        boolean format = false;
        for (Example example : page.examples()) {
            if (example.kind() == Kind.WITH) {
                write(folder.resolve(example.file().orElseThrow()), example.text());
            } else if (example.kind() == kind && example.command()) {
                format = example.text().startsWith("vbusc format --check ");
                assertThat(example.text()).startsWith(format ? "vbusc format --check " : "vbusc check ");
                Stream.of(example.text().strip().split(" ")).skip(format ? 3 : 2).map(folder::resolve).forEach(inputs::add);
            } else if (example.kind() == kind) {
                inputs.add(write(folder.resolve(example.file().orElse("example.vbus")), example.text()));
            }
        }
        assertThat(inputs).as("%s example of %s", kind, rule.code()).isNotEmpty();
        if (format) {
            return new Formatting().check(inputs).diagnostics();
        }
        Outcome checked = COMPILER.check(new Request(inputs, List.of(folder, SPECS)));
        List<Diagnostic> found = new ArrayList<>(checked.diagnostics());
        if (!rule.home().getPackageName().startsWith("org.vbus.lang")) {
            assertThat(found).isEmpty();
            Backends.installed().all().forEach(backend -> found.addAll(backend.obstacles(checked.specs().orElseThrow())));
        }
        return found;
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher marker = STANDS_FOR.matcher(text);
        int at = 0;
        while (marker.find()) {
            bytes.writeBytes(text.substring(at, marker.start()).getBytes(StandardCharsets.UTF_8));
            if (marker.group(1) != null) {
                bytes.write(Integer.parseInt(marker.group(1), 16));
            }
            for (int i = 0; marker.group(2) != null && i < Integer.parseInt(marker.group(2)); i++) {
                bytes.writeBytes(marker.group(3).replace("#", String.valueOf(i)).getBytes(StandardCharsets.UTF_8));
            }
            at = marker.end();
        }
        bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
        return Files.write(file, bytes.toByteArray());
    }

    /** The codes in the names of files below a folder. */
    private static List<String> names(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().matches(".*/" + pattern)).map(path -> path.getFileName().toString().substring(0, 6)).toList();
        }
    }
}
