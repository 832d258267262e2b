// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.compat.rules.Rules;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Request;
import org.vbus.compiler.abi.Freezer;
import org.vbus.compiler.explain.CompatibilityPages;
import org.vbus.compiler.explain.Page;
import org.vbus.compiler.explain.Page.Example;
import org.vbus.compiler.explain.Page.Kind;
import org.vbus.lsp.Fixture;

/** What an edit breaks of a release is told in the editor as the page of the rule has it, and an action that is taken keeps the promise. */
class RestoreTest {
    private static final Path SPECS = Path.of("../../abi-specs");
    private static final Compiler COMPILER = new Compiler();

    @TempDir
    private Path dir;

    private static Optional<String> text(Page page, Kind kind) {
        List<Example> all = page.examples().stream().filter(one -> one.kind() == kind && !one.command()).toList();
        return all.size() == 1 && all.get(0).text().split("(?m)^package ", -1).length == 2 ? Optional.of(all.get(0).text()) : Optional.empty();
    }

    /** A text of a release, also where the page has none. */
    private static String released(String text, String release) {
        return text.contains("\nabi ") ? text : text.replaceFirst("(?m)^(package .*)$", "$1\nabi testing release " + release);
    }

    /** A spec whose older form is frozen beside it. */
    private Path released(Fixture fixture, String older, String newer) throws IOException {
        Path file = fixture.write("spec.vbus", older);
        var outcome = COMPILER.check(new Request(List.of(file), List.of(SPECS)));
        assertThat(outcome.diagnostics()).as(older).noneMatch(one -> one.isError());
        new Freezer("test", LocalDate.of(2026, 1, 1)).freeze(outcome.specs().get());
        return fixture.write("spec.vbus", newer);
    }

    @Test
    void whatIsPutBackIsASpecAgain() throws IOException {
        int taken = 0;
        for (String rule : Rules.all().stream().map(org.vbus.compat.rule.Rule::id).toList()) {
            Page page = CompatibilityPages.find(rule).orElseThrow();
            Optional<String> older = text(page, Kind.OLD);
            Optional<String> newer = text(page, Kind.NEW);
            if (older.isEmpty() || newer.isEmpty()) {
                // the page shows several files
                continue;
            }
            Fixture fixture = new Fixture(dir.resolve(rule));
            Path file = released(fixture, released(older.get(), "1.0"), released(newer.get(), "1.1"));
            for (CodeAction action : fixture.actions(file)) {
                if (action.getTitle().startsWith("Put back") && action.getDiagnostics().get(0).getCode().getLeft().equals(rule)) {
                    String before = Files.readString(file);
                    fixture.take(file, action);
                    taken++;
                    assertThat(fixture.engine.of(file).analysis().diagnostics()).as("%s: %s\nof\n%s\nmakes\n%s", rule, action.getTitle(), before, Files.readString(file))
                            .noneMatch(one -> one.code().equals("VB0101") || one.code().equals("VB0102"));
                    fixture.write("spec.vbus", before);
                }
            }
        }
        assertThat(taken).isGreaterThanOrEqualTo(80);
    }

    @Test
    void aFieldThatChangedIsPutBack() throws IOException {
        Fixture fixture = new Fixture(dir);
        String older = "/** P. */\npackage acme.p\nabi testing release 1.0\n/** S. */\nstruct s {\n    /** A. */\n    a : u32\n    b : u32\n}\n";
        Path file = released(fixture, older, older.replace("a : u32", "a : le32"));
        assertThat(fixture.codes(file)).contains("FIELD_ENDIAN_CHANGED");
        fixture.take(file, action(fixture, file, "Put back `a` as it is in release 1.0"));
        assertThat(fixture.codes(file)).isEmpty();
        assertThat(Files.readString(file)).isEqualTo(older);
    }

    @Test
    void aFieldThatIsGoneKeepsItsBytes() throws IOException {
        Fixture fixture = new Fixture(dir);
        String older = "/** P. */\npackage acme.p\nabi testing release 1.0\n/** S. */\nstruct s {\n    a : u32\n    b : u32\n    c : u64\n}\n";
        Path file = released(fixture, older, older.replace("    b : u32\n    c : u64\n", "    b : u32\n").replace("    a : u32\n", ""));
        assertThat(fixture.codes(file)).contains("FIELD_REMOVED");
        fixture.take(file, action(fixture, file, "Keep the bytes of `a`"));
        assertThat(Files.readString(file)).contains("    reserved 4\n    b : u32\n");
        fixture.take(file, action(fixture, file, "Keep the bytes of `c`"));
        assertThat(Files.readString(file)).contains("    b : u32\n    reserved 8\n");
    }

    @Test
    void aLiteralThatIsGoneStaysTaken() throws IOException {
        Fixture fixture = new Fixture(dir);
        String older = "/** P. */\npackage acme.p\nabi testing release 1.0\n/** E. */\nenum e : u32 { A = 1   B = 2   C = 3 }\n/** S. */\nstruct s { e : e }\n";
        Path file = released(fixture, older, older.replace("   B = 2", ""));
        fixture.take(file, action(fixture, file, "Keep the name and the number of `B`, as removed"));
        assertThat(Files.readString(file)).contains("A = 1   removed B = 2   C = 3");
    }

    @Test
    void aReleaseThatCannotBeReliedOnIsTold() throws IOException {
        Fixture fixture = new Fixture(dir);
        String text = "/** P. */\npackage acme.p\nabi testing release 1.0\n/** S. */\nstruct s { a : u32 }\n";
        Path file = released(fixture, text, text);
        assertThat(fixture.codes(file)).isEmpty();
        Path frozen = dir.resolve("abi/1.0.json");
        Files.writeString(frozen, Files.readString(frozen).replace("u32", "u16"));
        fixture.checks.forget();
        assertThat(fixture.codes(file)).containsExactly("LOCK_TAMPERED");
        Files.writeString(frozen, "{");
        fixture.checks.forget();
        assertThat(fixture.codes(file)).containsExactly("LOCK_UNREADABLE");
    }

    private static CodeAction action(Fixture fixture, Path file, String title) {
        List<CodeAction> all = fixture.actions(file);
        return all.stream().filter(one -> one.getTitle().startsWith(title)).findFirst().orElseThrow(() -> new AssertionError(title + " is not among " + all));
    }
}
