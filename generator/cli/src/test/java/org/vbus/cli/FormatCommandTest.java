// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {
    private static final String RAW = "package p\nstruct s {\na:u8\nlonger : u8 }";
    private static final String FORMATTED = "package p\nstruct s {\n    a      : u8\n    longer : u8\n}\n";

    @TempDir
    Path dir;

    private record Run(int status, String out, String err) { }

    @Test
    void filesAreFormattedInPlace() throws IOException {
        Path raw = spec("raw.vbus", RAW);
        Path good = spec("good.vbus", FORMATTED.replace("package p", "package q"));
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(good, old);
        Files.setPosixFilePermissions(raw, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(run("format", dir.toString())).isEqualTo(new Run(0, raw + ": formatted\n1 file formatted, 1 left as they are\n", ""));
        assertThat(raw).hasContent(FORMATTED);
        assertThat(Files.readString(raw)).isEqualTo(FORMATTED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(raw))).isEqualTo("rw-rw-r--");
        assertThat(Files.getLastModifiedTime(good)).isEqualTo(old);
        assertThat(run("format", "--quiet", raw.toString())).isEqualTo(new Run(0, "", ""));
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactlyInAnyOrder(raw, good);
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path raw = spec("raw.txt", RAW);
        Path link = Files.createSymbolicLink(dir.resolve("link.vbus"), raw);
        assertThat(run("format", link.toString()).status()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(raw)).isEqualTo(FORMATTED);
    }

    @Test
    void checkWritesNothingAndSaysWhere() throws IOException {
        Path raw = spec("raw.vbus", RAW);
        Path good = spec("good.vbus", FORMATTED);
        Run run = run("format", "--check", raw.toString(), good.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo(String.join("\n",
                raw + ":3:1: error VB0018: the file is not formatted from here on",
                "  a:u8",
                "  ^^^^",
                "  hint: run `vbusc format`; the line becomes `    a      : u8`",
                "1 error",
                "`vbusc explain VB0018` tells more", ""));
        assertThat(Files.readString(raw)).isEqualTo(RAW);
        assertThat(run("format", "--check", good.toString())).isEqualTo(new Run(0, "", ""));
        JsonObject json = JsonParser.parseString(run("format", "--check", "--format", "json", raw.toString()).out()).getAsJsonObject();
        assertThat(json.getAsJsonArray("diagnostics")).hasSize(1);
        assertThat(run("format", "--check", "--format", "sarif", raw.toString()).out()).contains("\"VB0018\"");
    }

    @Test
    void oneThatDoesNotParseKeepsAllAsTheyAre() throws IOException {
        Path raw = spec("raw.vbus", RAW);
        Path broken = spec("broken.vbus", "package b\nstruct s { a u8 }\n");
        Run run = run("format", dir.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(broken + ":2:14: error VB0101: expected `:`, found `u8`").doesNotContain("\tat ");
        assertThat(Files.readString(raw)).isEqualTo(RAW);
    }

    @Test
    void whatNamesMeanDoesNotMatter() throws IOException {
        Path spec = spec("unknown.vbus", "package p\nstruct s size 3 { a:nothing }\n");
        assertThat(run("format", spec.toString()).status()).isZero();
        assertThat(Files.readString(spec)).isEqualTo("package p\nstruct s size 3 { a : nothing }\n");
    }

    @Test
    void aStream() {
        assertThat(stream("package p // Gr\u00fc\u00dfe", "format", "-")).isEqualTo(new Run(0, "package p  // Gr\u00fc\u00dfe\n", ""));
        assertThat(stream("package p\n", "format", "--check", "-")).isEqualTo(new Run(0, "", ""));
        assertThat(stream("package  p\n", "format", "--check", "-").err()).startsWith("<standard input>:1:9: error VB0018: ");
        Run broken = stream("package p {", "format", "-");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.out()).isEmpty();
        assertThat(broken.err()).startsWith("<standard input>:1:11: error VB0014: ");
        assertThat(stream("", "format", "-").err()).contains("VB0101: expected `package` and a name, found an empty file");
        assertThat(stream("\n// x\n", "format", "-").err()).contains("found nothing but comments");
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(run("format").status()).isEqualTo(2);
        assertThat(run("format", dir.resolve("no.vbus").toString()).status()).isEqualTo(2);
        assertThat(stream("package p", "format", "-", "x.vbus").status()).isEqualTo(2);
        assertThat(stream("package p", "format", "--format", "json", "-").status()).isEqualTo(2);
        assertThat(run("--help").out()).contains("format");
    }

    private Path spec(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private static Run stream(String text, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), Style.PLAIN, arguments);
        return new Run(status, out.toString(), err.toString());
    }
}
