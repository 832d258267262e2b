// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.compiler.explain.Page;
import org.vbus.compiler.explain.Page.Example;
import org.vbus.compiler.explain.Page.Kind;
import org.vbus.compiler.explain.Rulebook;
import org.vbus.drift.DriftRules;
import org.vbus.importer.ImportRules;
import org.vbus.model.diag.Rule;
import org.vbus.model.diag.Severity;

/** {@code import} and {@code drift} by their pages: the command of each wrong example reports its number, that of each right one nothing. */
class ImportPagesTest {
    private static final Pattern BYTE = Pattern.compile("\\{\\{x([0-9A-F]{2})\\}\\}");

    @TempDir
    Path dir;

    private record Run(int status, String out, String err) { }

    @BeforeEach
    void tools() {
        for (String tool : List.of("gcc", "pahole")) {
            boolean there = Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
            if (!there) {
                System.out.println("ImportPagesTest is skipped: there is no " + tool + "; it/setup check installs it");
            }
            assumeTrue(there, "no " + tool + "; it/setup check installs it");
        }
    }

    private static Run run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), Style.PLAIN, words);
        return new Run(status, out.toString(), err.toString());
    }

    static List<Rule> rules() {
        return Stream.concat(ImportRules.all().stream(), DriftRules.all().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void badIsReportedUnderItsNumberAndGoodIsClean(Rule rule) throws Exception {
        Page page = Rulebook.page(rule).orElseThrow();
        Run bad = example(page, Kind.BAD);
        assertThat(bad.status()).as(bad.err()).isEqualTo(rule.severity() == Severity.ERROR ? 1 : 0);
        assertThat(bad.err()).contains(rule.severity().name().toLowerCase() + " " + rule.code() + ": ").doesNotContain("Exception");
        Run good = example(page, Kind.GOOD);
        assertThat(good.status()).as(good.err()).isZero();
        assertThat(good.err()).doesNotContain(rule.code());
        assertThat(run("explain", rule.code()).out()).contains(rule.code(), "Wrong", "Right");
    }

    private Run example(Page page, Kind kind) throws Exception {
        Path folder = Files.createDirectories(dir.resolve(kind.name()));
        Run last = null;
        for (Example example : page.examples()) {
            if (example.kind() == Kind.WITH) {
                kernel(folder, example.text());
            } else if (example.kind() == kind && example.command()) {
                String[] words = Stream.of(example.text().strip().split(" ")).skip(1)
                        .map(word -> Files.exists(folder.resolve(word)) ? folder.resolve(word).toString() : word).toArray(String[]::new);
                last = run(words);
            } else if (example.kind() == kind) {
                Files.write(folder.resolve(example.file().orElse("example.vbus")), bytes(example.text()));
            }
        }
        return java.util.Objects.requireNonNull(last);
    }

    /** The types of a kernel that was built with a header. */
    private static void kernel(Path folder, String header) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("kernel.c"), header);
        Path object = folder.resolve("kernel.o");
        for (List<String> command : List.of(List.of("gcc", "-g", "-fno-eliminate-unused-debug-types", "-c", source.toString(), "-o", object.toString()),
                List.of("pahole", "--btf_encode_detached=" + folder.resolve("kernel.btf"), object.toString()))) {
            assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor()).as(command.toString()).isZero();
        }
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Matcher marker = BYTE.matcher(text);
        int at = 0;
        while (marker.find()) {
            all.writeBytes(text.substring(at, marker.start()).getBytes(StandardCharsets.UTF_8));
            all.write(Integer.parseInt(marker.group(1), 16));
            at = marker.end();
        }
        all.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    @Test
    void aSpecInAFile() throws IOException {
        Path header = Files.writeString(dir.resolve("x.h"), "#define X_A 1\n#define X_B 4\nstruct x { unsigned int a; unsigned long long b; };\n");
        Path out = dir.resolve("deep/x.vbus");
        Run run = run("import", header.toString(), "-o", out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning VB1118: the offset of `b` is 8 on 64-bit machines and 4 on i386", "1 structs, 1 enums and flags, 0 constants imported; 0 left out");
        assertThat(Files.readString(out)).contains("package imported.x\nabi imported release 1.0\n", "struct x size 16 {");
        try (Stream<Path> files = Files.list(out.getParent())) {
            assertThat(files).containsExactly(out);
        }
        assertThat(run("format", "--check", out.toString()).status()).isZero();
        assertThat(run("import", header.toString(), "--werror", "-o", out.toString()).status()).isEqualTo(1);
        Run json = run("import", header.toString(), "--format", "json", "-o", out.toString());
        assertThat(json.out()).contains("\"code\": \"VB1118\"");
        assertThat(json.err()).isEmpty();
        Run own = run("import", header.toString(), "--package", "acme.x", "--structs", "x", "--prefix", "X_");
        assertThat(own.out()).contains("package acme.x\n", "open enum x2 : u32 as X_ {");
    }

    @Test
    void wrongUse() throws IOException {
        Path header = Files.writeString(dir.resolve("x.h"), "struct x { int a; };\n");
        for (Map.Entry<String[], String> one : Map.of(
                new String[] {"import"}, "Missing required parameter",
                new String[] {"import", dir.resolve("no.h").toString()}, "no such file",
                new String[] {"import", dir.toString()}, "is a folder",
                new String[] {"import", header.toString(), "--package", "1"}, "cannot be the name of a package",
                new String[] {"import", header.toString(), "--format", "json"}, "--format goes with -o only",
                new String[] {"drift", header.toString(), "--base", header.toString()}, "--base goes with --btf",
                new String[] {"drift", header.toString(), "--btf", dir.resolve("no").toString()}, "no such file").entrySet()) {
            Run run = run(one.getKey());
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains(one.getValue());
        }
    }

    @Test
    void typesThatAreDamaged() throws IOException {
        Path spec = Files.writeString(dir.resolve("s.vbus"), "package s\nstruct s { a : u32 }\n");
        Path elf = Files.write(dir.resolve("cut.ko"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0});
        for (Path file : List.of(elf, Files.writeString(dir.resolve("text"), "no types at all"))) {
            Run run = run("drift", spec.toString(), "--btf", file.toString());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("error VB1702").doesNotContain("internal error");
        }
        assertThat(run("drift", spec.toString(), "--btf", elf.toString(), "--format", "json").out()).contains("\"code\": \"VB1702\"");
    }

    /** The machine's own kernel, where it shows its types. */
    @Test
    void theRunningKernel() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/sys/kernel/btf/vmlinux")), "this kernel shows no types");
        Path spec = Files.writeString(dir.resolve("k.vbus"), "package k\nabi imported release 1.0\nstruct iovec_of_nobody { a : u32 }\nstruct list_head { next : u64   prev : u32 }\n");
        Run run = run("drift", spec.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("1 structs, 0 enums, flags and constants compared with the running kernel", "has no struct `iovec_of_nobody`",
                "`list_head.prev` is u32, and a pointer in the running kernel");
    }
}
