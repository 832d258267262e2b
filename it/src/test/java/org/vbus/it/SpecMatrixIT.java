// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vbus.backends.Backend;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.model.diag.Diagnostic;

/**
 * Specs that nobody here designed for: whatever they say is either refused, with a number and a hint, or all that comes of it
 * compiles without a word. The author's files are the stubs.
 */
@Needs("kernel")
class SpecMatrixIT {
    private static final Path OUT = Home.TARGET.resolve("matrix/out");
    private static String said;

    @BeforeAll
    static void generate() throws IOException, InterruptedException {
        // old stubs would lack what a spec has gained; what is the same is not built again
        Command.of("rm", "-rf", OUT).run().succeeded();
        said = vbusc().run().succeeded();
    }

    private static Command vbusc() {
        return Command.of(Home.ROOT.resolve("vbusc"), "generate", Home.ROOT.resolve("it/specs"), "--out", OUT, "--stubs");
    }

    @Test
    void stubsAreWrittenOnceAndNeverOver() throws IOException, InterruptedException {
        Path file = OUT.resolve("devices/zoo/ops/zoo_ops.c");
        assertThat(said).contains(file + ": written, ");
        Path mine = OUT.resolve("devices/zoo/ops/zoo_park_ops.c");
        String whole = Files.readString(mine);
        Files.writeString(mine, whole.replace("zoo_park_call_nothing(", "zoo_park_call_anything("));
        assertThat(vbusc().run().succeeded()).contains("0 files written", mine + " lacks call_nothing; add:", "static int zoo_park_call_nothing(")
                .doesNotContain(": written, ");
        assertThat(mine).content().contains("zoo_park_call_anything(");
        Files.writeString(mine, whole);
        assertThat(vbusc().run().succeeded()).doesNotContain("lacks", "yours to write");
    }

    @Test
    void everyModuleBuildsWithoutAWarning() throws IOException, InterruptedException {
        Path build = KernelTree.build("6.1", OUT, "matrix");
        for (Path kbuild : list(OUT.resolve("devices"))) {
            try (Stream<Path> modules = Files.list(build.resolve("devices").resolve(kbuild.getFileName()))) {
                assertThat(modules.map(Path::toString).filter(name -> name.endsWith(".ko"))).as(kbuild.toString()).isNotEmpty();
            }
        }
    }

    @TestFactory
    List<DynamicTest> headersCompileAlone() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Path layouts = Home.work("matrix/include");
        Files.deleteIfExists(layouts.resolve("layout"));
        Files.createSymbolicLink(layouts.resolve("layout"), OUT.resolve("include/layout"));
        for (Path path : list(OUT.resolve("include/uapi/acme"))) {
            String header = "acme/" + path.getFileName();
            tests.add(DynamicTest.dynamicTest(header + " C11", () -> compile(header, "gcc", "c", "c11")));
            tests.add(DynamicTest.dynamicTest(header + " C++17", () -> compile(header, "g++", "c++", "c++17")));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void compile(String header, String compiler, String language, String standard) throws IOException, InterruptedException {
        String include = "#include <" + header + ">\n";
        Path unit = Home.work("matrix/headers").resolve(header.replace('/', '_') + standard + ".c");
        Files.writeString(unit, include + include + "#include <layout/" + header + ">\n");
        Command.of(compiler, "-x", language, "-std=" + standard, "-I", OUT.resolve("include/uapi"), "-I", Home.TARGET.resolve("matrix/include"),
                "-Wall", "-Wextra", "-Wpadded", "-Werror", "-fsyntax-only", unit).run().succeeded();
    }

    @Test
    void javaCompilesWithoutAWarning() throws IOException, InterruptedException {
        List<String> sources;
        try (Stream<Path> files = Files.walk(OUT.resolve("java"))) {
            sources = files.map(Path::toString).filter(name -> name.endsWith(".java")).sorted().toList();
        }
        Path list = Home.work("matrix").resolve("sources");
        Files.write(list, sources);
        Path javac = Path.of(Command.of("bash", "-c",
                "ls -d /usr/lib/jvm/*-2[5-9]*/bin/javac /usr/lib/jvm/*-[3-9][0-9]*/bin/javac 2>/dev/null | tail -n 1").run().output().strip());
        Command.of(javac, "--release", "25", "-Xlint:all", "-Werror", "-d", Home.work("matrix/classes"), "-sourcepath",
                Home.ROOT.resolve("runtime-java/core/src/main/java"), "@" + list).within(Duration.ofMinutes(3)).run().succeeded();
    }

    /** The file's or folder's name begins with the number it must be refused with. */
    @TestFactory
    List<DynamicTest> whatCannotBeIsRefused() throws IOException {
        List<Backend> backends = Backends.installed().all();
        Compiler compiler = new Compiler();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path input : list(Home.ROOT.resolve("it/specs-refused"))) {
            String code = input.getFileName().toString().substring(0, "VB0000".length());
            tests.add(DynamicTest.dynamicTest(input.getFileName().toString(), () -> {
                Path target = Home.TARGET.resolve("matrix/refused");
                Outcome outcome = compiler.generate(new Request(List.of(input), List.of(Home.SPECS)), backends, target);
                List<Diagnostic> errors = outcome.diagnostics().stream().filter(Diagnostic::isError).toList();
                assertThat(errors).isNotEmpty().allSatisfy(error -> {
                    assertThat(error.code()).as(error.message()).isEqualTo(code);
                    assertThat(error.origin().line()).isGreaterThan(1);
                    assertThat(error.hint()).isPresent();
                });
                assertThat(target).doesNotExist();
            }));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
