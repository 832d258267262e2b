// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
    void whatHasNoEndIsNotRead() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("zero.vbus"), Path.of("/dev/zero"));
        assertThat(run("check", link.toString()).err()).startsWith(link + ":1:1: error VB0001: ").contains("it is not a file\n", "1 error\n");
    }

    @Test
    void theNameOfAFileCannotTurnTheTerminal() throws IOException {
        Run run = run("check", spec("x\u001b[31m\u202e.vbus", "package p\nconst A = B\n").toString());
        assertThat(run.err()).contains("x\ufffd[31m\ufffd.vbus:2:11: error VB0301").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aWarningFailsOnlyWhereItIsAskedTo() throws IOException {
        Path spec = spec("loud.vbus", "package acme.loud\nabi testing release 1.0\nstruct s { op : u32  len : u32 }\n");
        Run run = run("check", spec.toString());
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("warning VB1115", "1 warning\n");
        assertThat(run("check", "--werror", spec.toString()).status()).isEqualTo(1);
        assertThat(run("generate", "--werror", spec.toString(), "--only", "c", "--out", dir.resolve("no").toString()).status()).isEqualTo(1);
        assertThat(dir.resolve("no")).doesNotExist();
        assertThat(run("generate", spec.toString(), "--only", "c", "--out", dir.resolve("out").toString()).status()).isZero();
        assertThat(dir.resolve("out/include/uapi/acme/loud.h")).exists();
    }

    @Test
    void whatIsInAJarIsShown() throws IOException {
        Path jar = dir.resolve("lib.jar");
        try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("lib.vbus"));
            zip.write("package acme.lib\nstruct t size 5 { x : u32 }\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Path spec = spec("user.vbus", "package acme.user\nimport acme.lib.*\nstruct s { a : t }\n");
        Run run = run("check", spec.toString(), "-I", jar.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(jar + "!/lib.vbus:2:15: error VB0501", "  struct t size 5 { x : u32 }\n");
        assertThat(run("check", spec.toString(), "-I", jar.toString(), "--format", "sarif").out()).contains("\"jar:file:///", "lib.jar!/lib.vbus\"");
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

    @Test
    void explainPrintsThePage() {
        Run run = run("explain", "VB0501", "vb504");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("VB0501: Declared size and members disagree\n\n").contains("\nWrong:\n\n    package", "\nRight:\n\n    package",
                "\n\nVB0504: ").doesNotContain("SPDX", "```");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(120));
        assertThat(run("explain", "--list").out()).contains("VB0001  A file cannot be read\n", "VB1301  ");
    }

    @Test
    void aNumberThatIsNotThereIsWrongUsage() {
        Run run = run("explain", "VB0107");
        assertThat(run).isEqualTo(new Run(2, "", "vbusc: there is no error VB0107; the nearest are VB0101, VB0102, VB0103\n"));
        assertThat(run("explain", "soup").err()).isEqualTo("vbusc: there is no error SOUP; `vbusc explain --list` shows all\n");
        assertThat(run("explain").status()).isEqualTo(2);
        assertThat(run("check", "--format", "xml", ".").err()).contains("text, json, sarif").doesNotContain("\tat ");
    }

    @Test
    void jsonGoesToStandardOutputAlone() throws IOException {
        Path spec = spec("wrong.vbus", "package p\nconst A = 1\nconst A = 2\nstruct s size 12 { x : u64 }\n");
        Run run = run("check", "--format", "json", spec.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        JsonObject all = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(all.keySet()).containsExactly("tool", "version", "diagnostics");
        assertThat(all.getAsJsonArray("diagnostics")).hasSize(2).allSatisfy(one -> assertThat(one.getAsJsonObject().keySet()).containsExactly(
                "code", "severity", "message", "file", "line", "column", "endColumn", "notes", "hint", "fix"));
        JsonObject twice = all.getAsJsonArray("diagnostics").get(0).getAsJsonObject();
        assertThat(twice.get("fix").isJsonNull()).isTrue();
        assertThat(twice.getAsJsonArray("notes").get(0).getAsJsonObject().get("line").getAsInt()).isEqualTo(2);
        JsonObject size = all.getAsJsonArray("diagnostics").get(1).getAsJsonObject();
        assertThat(size.get("code").getAsString()).isEqualTo("VB0501");
        assertThat(size.get("endColumn").getAsInt()).isEqualTo(size.get("column").getAsInt() + 2);
        assertThat(size.getAsJsonObject("fix").get("replacement").getAsString()).isEqualTo("8");
        Path good = spec("good.vbus", "package q\n");
        Run fine = run("generate", "--format", "json", "--only", "c", good.toString(), "--out", dir.resolve("out").toString());
        assertThat(fine.status()).isZero();
        assertThat(JsonParser.parseString(fine.out()).getAsJsonObject().getAsJsonArray("diagnostics")).isEmpty();
    }

    @Test
    void textIsSortedHasNotesAndASummary() throws IOException {
        Path spec = spec("wrong.vbus", "package p\nconst A = 1\nconst A = 2\nstruct s size 12 { x : u64 }\n");
        Run run = run("check", spec.toString());
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).doesNotContain("\u001b").isEqualTo(String.join("\n",
                spec + ":3:7: error VB0205: declaration `A` is declared twice",
                "  const A = 2",
                "        ^",
                spec + ":2:7: note: the other one is here",
                "  const A = 1",
                "        ^",
                "  hint: rename one of them",
                spec + ":4:15: error VB0501: `s` says size 12, but its members take 8 bytes",
                "  struct s size 12 { x : u64 }",
                "                ^^",
                "  hint: write `size 8`, or change the members",
                "2 errors",
                "`vbusc explain VB0205` tells more", ""));
    }

    private Path spec(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), Style.PLAIN, arguments);
        return new Run(status, out.toString(), err.toString());
    }
}
