// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.compiler.explain.Page;
import org.vbus.compiler.explain.Page.Example;
import org.vbus.compiler.explain.Page.Kind;
import org.vbus.compiler.explain.Rulebook;
import org.vbus.lang.FrontEnd;
import org.vbus.lsp.Fixture;
import org.vbus.lsp.check.Told;
import org.vbus.model.diag.Rule;

/** The action for what is wrong in the example of a page, taken, makes a spec that compiles. */
class HintsTest {
    private static final int MOST_ACTIONS = 10;

    @TempDir
    private Path dir;

    /** Those of the language whose example has an edit. */
    static List<Rule> rules() throws IOException {
        Path folder = Files.createTempDirectory("hints");
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : Rulebook.installed().all()) {
            Fixture fixture = new Fixture(folder.resolve(rule.code()));
            Optional<Path> file = rule.home() == FrontEnd.class ? bad(fixture, rule) : Optional.empty();
            if (file.isPresent() && fixture.checks.of(fixture.engine.of(file.get())).stream().anyMatch(told -> Fixture.code(told).equals(rule.code()) && told.fix().isPresent())) {
                rules.add(rule);
            }
        }
        return rules;
    }

    /** The example of a page as a file; empty if it is not one plain text. */
    private static Optional<Path> bad(Fixture fixture, Rule rule) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Example example : Rulebook.page(rule).map(Page::examples).orElseThrow()) {
            if (example.command() || example.text().contains("{{")) {
                return Optional.empty();
            }
            if (example.kind() == Kind.WITH) {
                fixture.write(example.file().orElseThrow(), example.text());
            } else if (example.kind() == Kind.BAD) {
                files.add(fixture.write(example.file().orElse("example.vbus"), example.text()));
            }
        }
        return files.size() == 1 ? Optional.of(files.get(0)) : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHintOfTheExampleCompiles(Rule rule) throws IOException {
        Fixture fixture = new Fixture(dir);
        Optional<Path> file = bad(fixture, rule);
        boolean taken = false;
        for (int i = 0; i < MOST_ACTIONS; i++) {
            boolean first = !taken;
            // an edit may bring up the next error, which has one too
            Optional<CodeAction> action = fixture.actions(file.get()).stream().filter(one -> !first || one.getDiagnostics().get(0).getCode().getLeft().equals(rule.code()))
                    .filter(one -> !one.getTitle().startsWith("Allow ")).findFirst();
            if (action.isEmpty()) {
                break;
            }
            fixture.take(file.get(), action.get());
            taken = true;
        }
        assertThat(taken).as("an action").isTrue();
        List<String> left = new ArrayList<>(fixture.checks.of(fixture.engine.of(file.get())).stream().map(Fixture::code).toList());
        assertThat(left).as("after the edit: %s", fixture.engine.of(file.get()).text().content()).doesNotContain(rule.code());
        assertThat(fixture.engine.of(file.get()).analysis().diagnostics()).as("%s", fixture.engine.of(file.get()).text().content()).noneMatch(one -> one.isError());
    }

    @Test
    void manyNumbersHaveAnEdit() throws IOException {
        assertThat(rules()).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void anAdditionGetsAFeature() throws IOException {
        Fixture fixture = new Fixture(dir);
        String head = "/** P. */\npackage acme.p\nabi stable release 1.1\n/** D. */\n";
        Path bare = fixture.write("bare.vbus", head + "device sensor \"acme-sensor\" { call START = 0   call PAUSE = 1 since 1.1 }\n");
        fixture.take(bare, fixture.actions(bare).stream().filter(one -> one.getTitle().startsWith("Add feature `PAUSE`")).findFirst().orElseThrow());
        assertThat(Files.readString(bare)).endsWith("{ features F = 0 { PAUSE = 0 since 1.1 }   call START = 0   call PAUSE = 1 since 1.1 if PAUSE }\n");
        assertThat(fixture.codes(bare)).isEmpty();
        Path grouped = fixture.write("grouped.vbus", head.replace("acme.p", "acme.q") + "device sensor \"acme-sensor2\" {\n    features G = 0 {\n        A = 0\n        B = 4\n    }\n    call PAUSE = 1 since 1.1\n}\n");
        fixture.take(grouped, fixture.actions(grouped).stream().filter(one -> one.getTitle().startsWith("Add feature `PAUSE`")).findFirst().orElseThrow());
        assertThat(Files.readString(grouped)).contains("        B = 4\n        PAUSE = 5 since 1.1\n    }\n    call PAUSE = 1 since 1.1 if PAUSE\n");
        assertThat(fixture.codes(grouped)).isEmpty();
    }

    @Test
    void everyWarningCanBeAllowed() throws IOException {
        Fixture fixture = new Fixture(dir);
        Path file = fixture.write("p.vbus", "/** P. */\npackage acme.p\nabi testing release 1.0\n\n/** E. */\nenum kind : u16 { FIRST = 0   SECOND = 1 }\n");
        List<Told> told = fixture.checks.of(fixture.engine.of(file));
        assertThat(told).extracting(Fixture::code).containsExactly("VB1105");
        fixture.take(file, fixture.actions(file).stream().filter(one -> one.getTitle().startsWith("Allow VB1105 in `kind`")).findFirst().orElseThrow());
        assertThat(fixture.codes(file)).isEmpty();
    }
}
