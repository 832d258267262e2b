// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vbus.compat.Specs;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.model.Release;

/** What a frozen release is read back as, and what is said of one that is not what was frozen. */
class SnapshotCodecTest {
    private static final String TEXT = SnapshotCodec.write(new Snapshot("vbusc", "acme.meter", new Release(1, 0), Optional.empty(), Map.of(), Optional.empty(),
            List.of(), List.of(), Map.of("acme.meter", "one\ntwo\n"), Specs.abi("package acme.meter\nstruct meter {\n    a : u32[4]\n    b : u32\n}\n")));

    @Test
    void isReadAsItWasWritten() {
        SnapshotCodec.Sealed sealed = SnapshotCodec.sealed("x", TEXT);
        assertThat(SnapshotCodec.write(sealed.snapshot())).isEqualTo(TEXT);
        assertThat(TEXT).contains("\"seal\": \"" + sealed.seal() + "\"");
        assertThat(sealed.snapshot().spec().children(Kind.STRUCT).findFirst().orElseThrow()).satisfies(meter -> {
            assertThat(meter.all(Fact.SIZE)).containsExactly("20");
            assertThat(meter.origin().toString()).isEqualTo("x!/acme.meter.vbus:2:8");
            assertThat(meter.children()).extracting(field -> field.name() + " " + field.origin()).containsExactly("a x!/acme.meter.vbus:3:5", "b x!/acme.meter.vbus:4:5");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "\"size\": \"20\" | \"mass\": \"20\" | has the fact `mass`, which this tool does not know",
        "\"kind\": \"field\" | \"kind\": \"meadow\" | has the kind",
        "\"kind\": \"struct\" | \"kind\": 7 | is no text",
        "\"kind\": \"struct\", | | `kind` is missing",
        "\"name\": \"meter\", | | `name` is missing",
        "\"at\": \"2:8:5\", | | `at` is missing",
        "\"at\": \"2:8:5\" | \"at\": \"2:8\" | is no place",
        "\"at\": \"2:8:5\" | \"at\": \"2:8:x\" | has another form than this tool reads",
        "\"size\": \"20\" | \"size\": null | has another form than this tool reads",
        "\"size\": \"20\" | \"size\": [[]] | has another form than this tool reads",
        "\"content\": [ | \"content\": [ 1, | has another form than this tool reads",
        "\"package\": \"acme.meter\" | \"package\": \"acme.other\" | promises nothing"})
    void whatIsWrongInAFileIsSaidOfOneThatNobodyChanged(String now, String other, String said) {
        String wrong = TEXT.replaceFirst(java.util.regex.Pattern.quote(now), other == null ? "" : other);
        assertThat(wrong).isNotEqualTo(TEXT);
        assertThatThrownBy(() -> SnapshotCodec.read("x", wrong)).as("changed by hand")
                .isInstanceOfSatisfying(BadFileException.class, bad -> assertThat(bad.rule()).isEqualTo("LOCK_TAMPERED"));
        assertThatThrownBy(() -> SnapshotCodec.read("x", sealed(wrong))).as("with a seal of its own").isInstanceOfSatisfying(BadFileException.class, bad -> {
            assertThat(bad.rule()).isEqualTo(said.startsWith("promises") ? "BASELINE_EMPTY" : "LOCK_UNREADABLE");
            assertThat(bad.getMessage()).startsWith("x: ").contains(said).doesNotContain("\n");
        });
    }

    @Test
    void whoseFileItIsIsSaidBeforeWhatIsInIt() {
        String unread = TEXT.replaceFirst("\"size\"", "\"mass\"");
        assertThatThrownBy(() -> SnapshotCodec.read("x", unread.replace("\"schema\": 1", "\"schema\": 2"))).hasMessageContaining("frozen by a newer tool (schema 2");
        assertThatThrownBy(() -> SnapshotCodec.read("x", unread.replace("\"tool\"", "\"tools\""))).hasMessageContaining("`tools` means nothing here");
        assertThatThrownBy(() -> SnapshotCodec.read("x", unread.substring(0, unread.length() / 2))).hasMessageContaining("is no JSON");
        assertThatThrownBy(() -> SnapshotCodec.read("x", TEXT + "{}")).hasMessageContaining("is no JSON");
        assertThatThrownBy(() -> SnapshotCodec.read("x", "[]")).hasMessageContaining("an object should stand where there is `[]`");
    }

    private static String sealed(String text) {
        String seal = SnapshotCodec.sealed("x", TEXT).seal();
        try {
            String open = text.replace(seal, "0".repeat(64));
            return text.replace(seal, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(open.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
