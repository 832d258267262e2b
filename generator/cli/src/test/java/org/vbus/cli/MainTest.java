// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path dir;

    private record Run(int status, String out, String err) { }

    @Test
    void aGoodSpecIsChecked() throws IOException {
        Path spec = spec("good.vbus", "package acme.good\nstruct point size 8 { x : u32  y : u32 }\n");
        assertThat(run("check", spec.toString())).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void anErrorShowsPlaceNumberLineAndHint() throws IOException {
        Path spec = spec("wrong.vbus", "package acme.wrong\nstruct point size 12 {\n\tx : u32\n\ty : u32\n}\n");
        Run run = run("check", spec.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("wrong.vbus:2:").containsPattern("error VB\\d{4}: .*12").contains("8", "  struct point size 12 {\n", "^", "1 error\n")
                .doesNotContain("Exception");
    }

    @Test
    void generateWritesAndSaysHowMuch() throws IOException {
        Path spec = spec("good.vbus", "package acme.good\nconst LIMIT : u32 = 7\n");
        Run run = run("generate", spec.toString(), "--only", "c", "--out", dir.resolve("out").toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("2 files written, 0 up to date");
        assertThat(dir.resolve("out/include/uapi/acme/good.h")).content().contains("#define LIMIT 7");
    }

    @Test
    void wrongUsageIsTwo() throws IOException {
        assertThat(run().status()).isEqualTo(2);
        assertThat(run("frobnicate").status()).isEqualTo(2);
        assertThat(run("check").status()).isEqualTo(2);
        Run missing = run("check", dir.resolve("no.vbus").toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("no.vbus: no such file or folder");
        Path spec = spec("good.vbus", "package acme.good\n");
        Run unknown = run("generate", spec.toString(), "--only", "cobol", "--out", dir.resolve("out").toString());
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("`cobol`", "c, ");
        assertThat(dir.resolve("out")).doesNotExist();
    }

    @Test
    void helpIsFine() {
        assertThat(run("--help").out()).contains("check", "generate", "Exit status");
    }

    @Test
    void aTargetThatCannotBeWrittenIsAFailureWithoutATrace() throws IOException {
        Path spec = spec("good.vbus", "package acme.good\n");
        Path file = Files.writeString(dir.resolve("file"), "");
        Run run = run("generate", spec.toString(), "--out", file.resolve("out").toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).startsWith("vbusc: ").doesNotContain("\tat ");
    }

    private Path spec(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(status, out.toString(), err.toString());
    }
}
