// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.snapshot.BadFileException;
import org.vbus.compat.snapshot.Snapshot;
import org.vbus.compat.snapshot.SnapshotCodec;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.compiler.SourceTexts;
import org.vbus.compiler.abi.Freezer.State;
import org.vbus.model.SpecSet;

/** What is frozen stays, what breaks it is not frozen, and what cannot be relied on is said so. */
class FreezerTest {
    private static final Compiler COMPILER = new Compiler();

    @TempDir
    Path folder;

    private SpecSet spec(String release, String fields) throws IOException {
        Path file = folder.resolve("meter.vbus");
        Files.writeString(file, "package acme.meter\nabi stable release " + release + "\nstruct meter_state size 8 {\n" + fields + "}\n");
        Outcome outcome = COMPILER.check(new Request(List.of(file), List.of()));
        assertThat(outcome.failed()).as(outcome.diagnostics().toString()).isFalse();
        return outcome.specs().orElseThrow();
    }

    private static Freezer freezer() {
        return new Freezer("test 1", LocalDate.of(2030, 1, 1));
    }

    private State freeze(String release, String fields) throws IOException {
        return freezer().freeze(spec(release, fields)).get(0).state();
    }

    private State check(String release, String fields) throws IOException {
        return freezer().check(spec(release, fields)).get(0).state();
    }

    private Path frozen(String release) {
        return folder.resolve("abi").resolve(release + ".json");
    }

    @Test
    void isWrittenOnceAndFoundAgain() throws IOException {
        assertThat(check("1.0", "a : u32\nb : u32\n")).isEqualTo(State.MISSING);
        assertThat(freeze("1.0", "a : u32\nb : u32\n")).isEqualTo(State.FROZEN);
        String first = Files.readString(frozen("1.0"));
        assertThat(freeze("1.0", "/** Now with a comment. */\na : u32\nb : u32\n")).isEqualTo(State.UP_TO_DATE);
        assertThat(Files.readString(frozen("1.0"))).isEqualTo(first);
        assertThat(check("1.0", "a : u32\nb : u32\n")).isEqualTo(State.UP_TO_DATE);
        assertThat(check("1.0", "a : u32\nc : u32\n")).isEqualTo(State.STALE);
        assertThat(freeze("1.0", "a : u32\nb : le32\n")).isEqualTo(State.STALE);
        assertThat(Files.list(frozen("1.0").getParent())).hasSize(1);
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        SpecSet specs = spec("1.0", "a : u32\nb : u16\nreserved 2 zero\n");
        freezer().freeze(specs);
        String text = Files.readString(frozen("1.0"));
        Snapshot read = SnapshotCodec.read("x", text);
        assertThat(SnapshotCodec.write(read)).isEqualTo(text);
        assertThat(read.abi()).isEqualTo(org.vbus.compat.abi.AbiReader.of(specs));
        assertThat(SnapshotCodec.read("x", text.replace("\n", "\r\n")).abi()).as("with line ends of another system").isEqualTo(read.abi());
        assertThat(SourceTexts.read(frozen("1.0") + "!/acme.meter.vbus")).contains(Files.readString(folder.resolve("meter.vbus")));
    }

    @Test
    void aBreakIsNotFrozenAndAnAdditionIs() throws IOException {
        freeze("1.0", "a : u32\nb : u32\n");
        List<Freezer.Answer> answers = freezer().freeze(spec("1.1", "a : u32\nb : le32\n"));
        assertThat(answers.get(0).state()).isEqualTo(State.BROKEN);
        assertThat(answers.get(0).comparisons().get(0).findings()).filteredOn(finding -> finding.counts(Severity.ERROR)).extracting(Finding::rule)
                .contains("FIELD_ENDIAN_CHANGED");
        assertThat(frozen("1.1")).doesNotExist();
        assertThat(freeze("1.1", "a : u32\nb : u32\n}\nstruct meter_more size 4 {\nc : u32\n")).isEqualTo(State.FROZEN);
        assertThat(SnapshotCodec.read("x", Files.readString(frozen("1.1"))).predecessor()).get().extracting(Snapshot.Predecessor::seal)
                .isEqualTo(SnapshotCodec.sealed("x", Files.readString(frozen("1.0"))).seal());
        assertThat(freeze("1.0", "a : u32\nb : u32\n")).as("an older release is what it was").isEqualTo(State.UP_TO_DATE);
        assertThat(freeze("0.9", "a : u32\nb : u32\n")).isEqualTo(State.STALE);
    }

    @Test
    void whatWasChangedByHandIsSeen() throws IOException {
        freeze("1.0", "a : u32\nb : u32\n");
        freeze("1.1", "a : u32\nb : u32\n}\nstruct meter_more size 4 {\nc : u32\n");
        String text = Files.readString(frozen("1.0"));
        List<String> damages = List.of(text.replace("\"size\": \"8\"", "\"size\": \"9\""), text.replace("\"offset\": \"4\"", "\"offset\": \"0\""), text.substring(0, text.length() / 2), "{}",
                "", "[]", "null", text + "x", text.replace("\"schema\": 1", "\"schema\": 2"), text.replace("\"schema\": 1", "\"schema\": \"x\""),
                text.replace("\"tool\"", "\"tools\""), text.replace("\"seal\": \"", "\"seal\": \"\\u0030"), text.replace("  \"tool\"", "   \"tool\""), " " + text, "\u0000", "{".repeat(100_000));
        for (String damage : damages) {
            assertThat(damage).isNotEqualTo(text);
            Files.writeString(frozen("1.0"), damage);
            assertThatThrownBy(() -> check("1.1", "a : u32\nb : u32\n}\nstruct meter_more size 4 {\nc : u32\n")).isInstanceOf(BadFileException.class).hasMessageContaining("1.0.json");
        }
        Files.delete(frozen("1.0"));
        assertThatThrownBy(() -> check("1.1", "a : u32\nb : u32\n")).isInstanceOf(BadFileException.class).hasMessageContaining("release 1.0 is missing");
    }

    @Test
    void aReleaseThatWasFrozenAnewIsNotTheOneThatWasFollowed() throws IOException {
        freeze("1.0", "a : u32\nb : u32\n");
        freeze("1.1", "a : u32\nb : u32\n}\nstruct meter_more size 4 {\nc : u32\n");
        Path other = folder.resolve("1.1.json");
        Files.move(frozen("1.1"), other);
        Files.delete(frozen("1.0"));
        freeze("1.0", "a : u16\nb : u16\nc : u32\n");
        Files.move(other, frozen("1.1"));
        assertThatThrownBy(() -> check("1.1", "a : u32\nb : u32\n")).isInstanceOfSatisfying(BadFileException.class, e -> assertThat(e.rule()).isEqualTo("LOCK_TAMPERED"));
    }

    @Test
    void decisionsOfPeople() throws IOException {
        freeze("1.0", "a : u32\nb : u32\n");
        Path policy = frozen("1.0").resolveSibling("policy.json");
        Files.writeString(policy, "{\"accepts\": [{\"release\": \"2.0\", \"rule\": \"FIELD_ENDIAN_CHANGED\", \"path\": \"struct meter_state, field b\","
                + " \"reason\": \"nobody has it\", \"signed-off-by\": \"A. Uthor\"}]}");
        List<Freezer.Answer> answers = freezer().freeze(spec("2.0", "a : u32\nb : le32\n"));
        assertThat(answers.get(0).state()).as(answers.toString()).isEqualTo(State.FROZEN);
        assertThat(SnapshotCodec.read("x", Files.readString(frozen("2.0"))).accepts()).hasSize(1);
        for (String bad : List.of("{\"suppresions\": []}", "{\"served\": [1]}", "{\"served\": 1}", "{\"suppressions\": [{}]}", "x", "[]",
                "{\"suppressions\": [{\"rule\": \"X\", \"path\": \"y\", \"reason\": \"z\", \"owner\": \"o\", \"expires\": \"soon\"}]}",
                "{\"suppressions\": [{\"rule\": \"X\", \"path\": \"y\", \"reason\": \"\", \"owner\": \"o\", \"expires\": \"2031-01-01\"}]}")) {
            Files.writeString(policy, bad);
            assertThatThrownBy(() -> check("2.0", "a : u32\nb : le32\n")).as(bad).isInstanceOf(BadFileException.class).hasMessageContaining("policy.json");
        }
    }

    @Test
    void aSuppressionEndsAndNeverHidesABreakOfAStablePromise() throws IOException {
        freeze("1.0", "a : u32\nb : u32\n");
        Path policy = frozen("1.0").resolveSibling("policy.json");
        String form = "{\"suppressions\": [{\"rule\": \"%s\", \"path\": \"%s\", \"reason\": \"r\", \"owner\": \"o\", \"expires\": \"%s\"}]}";
        Files.writeString(policy, form.formatted("FIELD_ENDIAN_CHANGED", "struct meter_state, field b", "2031-01-01"));
        assertThat(freeze("2.0", "a : u32\nb : le32\n")).isEqualTo(State.BROKEN);
        Files.writeString(policy, form.formatted("FIELD_RENAMED", "struct meter_state, field c", "2029-12-31"));
        assertThat(freezer().judge(spec("1.1", "a : u32\nb : u32\n")).get(0).comparisons().get(0).findings()).extracting(Finding::rule).contains("SUPPRESSION_EXPIRED");
        Files.writeString(policy, form.formatted("FIELD_RENAMED", "struct meter_state, field c", "2030-01-01"));
        assertThat(freezer().judge(spec("1.1", "a : u32\nb : u32\n")).get(0).comparisons().get(0).findings()).extracting(Finding::rule).contains("SUPPRESSION_UNUSED");
    }

    private Baseline baseline() throws IOException {
        return new Baseline("acme:meter:1", "meter-1.jar", Map.of("acme.meter", Releases.in(frozen("1.0").getParent()).orElseThrow()));
    }

    private SpecSet other(String text) throws IOException {
        Files.createDirectories(folder.resolve("other"));
        Path file = Files.writeString(folder.resolve("other/other.vbus"), text);
        return COMPILER.check(new Request(List.of(file), List.of())).specs().orElseThrow();
    }

    @Test
    void aBaselineIsJudgedAsReleasesBesideTheSpecAre() throws IOException {
        freeze("1.0", "a : u32\nb : u32\n");
        SpecSet fine = other("package acme.meter\nabi stable release 1.1\nstruct meter_state size 8 { a : u32  b : u32 }\n");
        assertThat(freezer().judge(fine)).extracting(Freezer.Answer::state).containsExactly(State.MISSING);
        assertThat(freezer().judge(fine, baseline())).extracting(Freezer.Answer::state).containsExactly(State.UP_TO_DATE);
        SpecSet broken = other("package acme.meter\nabi stable release 1.1\nstruct meter_state size 8 { a : u32  b : le32 }\n");
        Freezer.Answer answer = freezer().judge(broken, baseline()).get(0);
        assertThat(answer.state()).isEqualTo(State.BROKEN);
        assertThat(answer.comparisons()).extracting(Judged::old).containsExactly("acme:meter:1@1.0");
    }

    @Test
    void aPackageThatABaselineHasAndTheSpecsNoLongerIsABreak() throws IOException {
        freeze("1.0", "a : u32\nb : u32\n");
        assertThatThrownBy(() -> freezer().judge(other("package acme.else\nabi stable release 1.0\nstruct s size 4 { a : u32 }\n"), baseline()))
                .isInstanceOfSatisfying(BadFileException.class, e -> assertThat(e.rule()).isEqualTo("LOCK_MISSING")).hasMessageContaining("acme.meter").hasMessageContaining("acme.else");
        Map<String, Releases> two = new HashMap<>(baseline().releases());
        SpecSet other = other("package acme.kept\nabi stable release 1.0\nstruct s size 4 { a : u32 }\n");
        freezer().freeze(other);
        two.put("acme.kept", Releases.in(folder.resolve("other/abi")).orElseThrow());
        List<Freezer.Answer> answers = freezer().judge(other, new Baseline("acme:meter:1", "meter-1.jar", two));
        assertThat(answers).extracting(Freezer.Answer::packageName).containsExactly("acme.kept", "acme.meter");
        assertThat(answers).extracting(Freezer.Answer::state).containsExactly(State.UP_TO_DATE, State.BROKEN);
        assertThat(answers.get(1).comparisons().get(0).findings()).extracting(Finding::rule).contains("PACKAGE_REMOVED");
    }

    @Test
    void decisionsThatServeNoReleaseLeaveAPromiseUnjudged() throws IOException {
        freeze("1.0", "a : u32\nb : u32\n");
        Policy none = new Policy(Optional.of(List.of()), List.of(), List.of());
        Freezer freezer = new Freezer("test 1", LocalDate.of(2030, 1, 1), Optional.of(none));
        SpecSet specs = spec("1.1", "a : u32\nb : le32\n");
        assertThat(freezer.judge(specs)).extracting(Freezer.Answer::state).containsExactly(State.MISSING);
        assertThat(freezer.judge(specs, baseline())).extracting(Freezer.Answer::state).containsExactly(State.MISSING);
        assertThat(freezer().judge(specs)).extracting(Freezer.Answer::state).containsExactly(State.BROKEN);
    }
}
