// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code freeze}, {@code check-abi}, {@code diff} and {@code matrix}: what they say, their exit status, and that bad input is never a silent pass. */
class CompatCommandsTest {
    private static final String SPEC = """
            /** A meter. */
            package acme.meter
            abi stable release %s
            /** Of the meter. */
            version METER_VERSION : u32 = 1 covers meter
            /** What it shows. */
            struct meter_state size 8 {
                count : %s unit bytes
                flags : u32 = 0
            }
            /** It counts. */
            device meter "meter" version METER_VERSION {
                call READ = 0 (out state : meter_state) errors EINVAL
            %s}
            """;

    @TempDir
    Path dir;

    private Path spec;

    private record Run(int status, String out, String err) { }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), Style.PLAIN, arguments);
        assertThat(out + "\n" + err).doesNotContain("\tat ").doesNotContain("internal error");
        return new Run(status, out.toString(), err.toString());
    }

    private void write(String release, String count, String more) throws IOException {
        Files.writeString(spec, SPEC.formatted(release, count, more));
    }

    @BeforeEach
    void released() throws IOException {
        spec = dir.resolve("meter.vbus");
        write("1.0", "u32", "");
        Run first = run("freeze", spec.toString());
        assertThat(first.status()).as(first.toString()).isZero();
        assertThat(first.err()).isEqualTo("acme.meter: release 1.0 is frozen\n");
    }

    @Test
    void theSameIsUpToDateAndCompatible() {
        assertThat(run("freeze", spec.toString()).err()).contains("is what was frozen");
        assertThat(run("freeze", "--uptodate", spec.toString()).status()).isZero();
        assertThat(run("check-abi", spec.toString()).status()).isZero();
        Run diff = run("diff", spec + "@1.0", spec.toString());
        assertThat(diff.status()).as(diff.toString()).isZero();
        assertThat(diff.out()).endsWith("0 errors, 0 dangers, 0 warnings, 0 notes, 0 released: compatible\n");
    }

    @Test
    void aBreakIsFoundByAllOfThem() throws IOException {
        write("1.1", "le32", "");
        for (List<String> line : List.of(List.of("freeze", spec.toString()), List.of("check-abi", spec.toString()), List.of("diff", dir + "/abi/1.0.json", spec.toString()),
                List.of("diff", dir + "/abi", spec.toString()), List.of("diff", spec + "@1.0", dir.toString()))) {
            Run run = run(line.toArray(String[]::new));
            assertThat(run.status()).as(line + "\n" + run).isEqualTo(1);
            assertThat(run.out()).contains("FIELD_ENDIAN_CHANGED", "ABI_VERSION_NOT_BUMPED", "SEMVER_TOO_LOW", "breaks: new driver on old device", dir + "/abi/1.0.json!/acme.meter.vbus:8:5");
        }
        assertThat(dir.resolve("abi/1.1.json")).doesNotExist();
        assertThat(run("freeze", "--uptodate", spec.toString()).err()).contains("LOCK_MISSING");
        write("1.0", "le32", "");
        assertThat(run("freeze", "--uptodate", spec.toString())).satisfies(run -> assertThat(run.status()).isEqualTo(1)).satisfies(run -> assertThat(run.err()).contains("LOCK_STALE"));
    }

    @Test
    void anAdditionIsFrozenAndKnowsTheOneBefore() throws IOException {
        write("1.1", "u32", "    features EXTRA = 0 as METER_CAP_ { TOTAL = 0 }\n    call TOTAL = 1 (out total : u64) if TOTAL errors EINVAL since 1.1\n");
        Run frozen = run("freeze", spec.toString());
        assertThat(frozen.status()).as(frozen.toString()).isZero();
        assertThat(dir.resolve("abi/1.1.json")).content().contains("\"predecessor\": {\n    \"release\": \"1.0\"");
        assertThat(run("diff", spec + "@1.0", spec + "@1.1").out()).contains("compatible\n");
        Run matrix = run("matrix", spec.toString());
        assertThat(matrix.out()).contains("device acme.meter.meter with EXTRA.TOTAL").contains("degraded").doesNotContain("corrupts");
        assertThat(JsonParser.parseString(run("matrix", "--json", spec.toString()).out()).getAsJsonArray()).hasSize(1);
    }

    @Test
    void formats() throws IOException {
        write("1.1", "le32", "");
        assertThat(JsonParser.parseString(run("diff", "--format", "json", spec + "@1.0", spec.toString()).out()).getAsJsonObject().get("verdict").getAsString()).isEqualTo("breaks");
        assertThat(JsonParser.parseString(run("check-abi", "--format", "sarif", spec.toString()).out()).getAsJsonObject().getAsJsonArray("runs")).hasSize(1);
        assertThat(run("diff", "--format", "junit", spec + "@1.0", spec.toString()).out()).startsWith("<?xml");
        Path page = dir.resolve("out/diff.html");
        assertThat(run("diff", "--format", "html", "-o", page.toString(), spec + "@1.0", spec.toString())).isEqualTo(new Run(1, "", ""));
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("FIELD_ENDIAN_CHANGED");
    }

    @Test
    void severalPackagesAreOneDocument() throws IOException {
        Path other = Files.createDirectory(dir.resolve("other")).resolve("clock.vbus");
        Files.writeString(other, "/** A clock. */\npackage acme.clock\nabi stable release 1.0\n/** Its face. */\nstruct face size 4 {\n    hour : u32 unit h\n}\n");
        assertThat(run("freeze", other.toString()).status()).isZero();
        write("1.1", "le32", "");
        assertThat(JsonParser.parseString(run("check-abi", "--format", "json", dir.toString()).out()).getAsJsonArray()).hasSize(2);
        assertThat(JsonParser.parseString(run("check-abi", "--format", "sarif", dir.toString()).out()).getAsJsonObject().getAsJsonArray("runs")).hasSize(2);
        assertThat(run("check-abi", "--format", "junit", dir.toString()).out()).containsOnlyOnce("<testsuites ").contains("acme.meter", "acme.clock");
        assertThat(run("check-abi", "--format", "html", dir.toString()).err()).contains("a page shows one comparison, and these are 2");
        assertThat(run("freeze", "--format", "html", other.toString())).isEqualTo(new Run(0, "", "acme.clock: release 1.0 is frozen, and the spec is what was frozen\n"));
    }

    @Test
    void whatFailsIsForTheUserToSay() throws IOException {
        write("1.1", "u32", "    call MORE = 1 (out total : u64) errors EINVAL, ENOMEM\n");
        assertThat(run("diff", spec + "@1.0", spec.toString()).status()).isZero();
        assertThat(run("diff", "--fail-on", "note", spec + "@1.0", spec.toString()).status()).isEqualTo(1);
        assertThat(run("diff", "--fail-on", "never", spec + "@1.0", spec.toString()).status()).isEqualTo(2);
    }

    @Test
    void badBaselines() throws IOException {
        Path frozen = dir.resolve("abi/1.0.json");
        String text = Files.readString(frozen);
        for (String damage : List.of("", " \n", "{}", "{", "[]", "x", text.replace("\"size\": \"8\"", "\"size\": \"4\""), text.substring(0, text.length() / 2),
                text.replace("\"schema\": 1,", "\"schema\": 99,"), "\u0000\u0001")) {
            Files.writeString(frozen, damage);
            for (List<String> line : List.of(List.of("freeze", spec.toString()), List.of("freeze", "--uptodate", spec.toString()), List.of("check-abi", spec.toString()),
                    List.of("diff", frozen.toString(), spec.toString()), List.of("diff", spec + "@1.0", spec.toString()), List.of("matrix", spec.toString()))) {
                Run run = run(line.toArray(String[]::new));
                assertThat(run.status()).as(line + " with " + damage + "\n" + run).isEqualTo(1);
                assertThat(run.err()).contains("vbusc: ", "1.0.json: ").containsPattern("`vbusc explain [A-Z_]+` tells more");
            }
        }
        Files.write(frozen, new byte[] {(byte) 0xc3, (byte) 0x28});
        assertThat(run("check-abi", spec.toString()).err()).contains("is no UTF-8 text");
    }

    @Test
    void baselinesThatAreNotThere() throws IOException {
        assertThat(run("diff", dir + "/none.json", spec.toString())).isEqualTo(new Run(2, "", "vbusc: " + dir + "/none.json: no such file or folder\n"));
        assertThat(run("diff", spec + "@7.3", spec.toString()).err()).contains("release 7.3 is not frozen; there are 1.0");
        assertThat(run("diff", spec + "@x", spec.toString()).status()).isEqualTo(1);
        Path empty = Files.createDirectory(dir.resolve("empty"));
        assertThat(run("diff", empty.toString(), spec.toString()).err()).contains("has neither specs nor frozen releases");
        Path jar = dir.resolve("some.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("a/b"));
        }
        assertThat(run("diff", jar.toString(), spec.toString()).err()).contains("carries no frozen release");
        Files.writeString(jar, "no zip");
        assertThat(run("diff", jar.toString(), spec.toString()).status()).isEqualTo(1);
        try (Stream<Path> files = Files.list(dir.resolve("abi"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Run check = run("check-abi", spec.toString());
        assertThat(check.status()).as("a stable promise of which nothing is kept").isEqualTo(1);
        assertThat(check.err()).contains("LOCK_MISSING");
    }

    @Test
    void aReleasedJarIsABaseline() throws IOException {
        Path jar = dir.resolve("released.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/vbus/meter/abi/1.0.json"));
            zip.write(Files.readAllBytes(dir.resolve("abi/1.0.json")));
        }
        write("1.1", "le32", "");
        Run run = run("diff", jar.toString(), spec.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("FIELD_ENDIAN_CHANGED", jar + "!/META-INF/vbus/meter/abi/1.0.json");
    }

    @Test
    void aSpecThatDoesNotCompileIsNoVersion() throws IOException {
        Files.writeString(spec, "package acme.meter\nstruct s {");
        Run run = run("diff", spec + "@1.0", spec.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("VB0");
    }

    @Test
    void pagesOfRules() {
        assertThat(run("explain", "FIELD_ENDIAN_CHANGED").out()).contains("Released:", "Changed:", "The compatible way:");
        assertThat(run("explain", "FieldEndianChanged").status()).isZero();
        assertThat(run("explain", "LOCK_TAMPERED").out()).contains("seal");
        assertThat(run("explain", "FIELD_ENDIAN").status()).isEqualTo(2);
    }
}
