// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.targets.c.CSymbols;

/**
 * The headers of every spec of the repository, in both dialects: each alone, twice, with its layout proof, in every standard of C and C++ that the dialect promises, with gcc and
 * clang; both in one translation unit; and both under the same assertions on every {@link Machine}.
 */
@Needs("check")
class HeadersIT {
    private static final List<String> STRICT = List.of("-Wall", "-Wextra", "-Wpadded", "-Werror", "-fsyntax-only");
    private static final List<String> C90 = List.of("c90");
    private static final List<String> C_LATER = List.of("c99", "c11", "c17", "c2x");
    private static final List<String> CPP = List.of("c++11", "c++14", "c++17", "c++20");

    private static SpecSet specs;

    /** Where both dialects of all headers are; made once. */
    private static synchronized Path out() throws IOException, InterruptedException {
        Path out = Home.TARGET.resolve("headers/out");
        if (specs == null) {
            Command.of("rm", "-rf", out).run().succeeded();
            Outcome outcome = new Compiler().generate(new Request(List.of(Home.SPECS, Home.ROOT.resolve("it/specs"), Home.ROOT.resolve("it/devices")), List.of()),
                    Backends.installed().select(Set.of("c", "c-neutral")), out);
            assertThat(outcome.failed()).as(outcome.diagnostics().toString()).isFalse();
            specs = outcome.specs().orElseThrow();
            assertThat(specs.requestedSpecs()).hasSizeGreaterThanOrEqualTo(20);
        }
        return out;
    }

    /** Folders of a dialect, those of system headers aside. */
    private static List<String> folders(boolean neutral) throws IOException, InterruptedException {
        return neutral ? List.of("-I", out().resolve("include/neutral").toString())
                : List.of("-I", out().resolve("include/uapi").toString(), "-I", out().resolve("include").toString());
    }

    @TestFactory
    List<DynamicTest> linuxHeadersAlone() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String compiler : List.of("gcc", "clang")) {
            // assert.h has static_assert from C11 and C++11 on
            Stream.of(C90, C_LATER, CPP).flatMap(List::stream).forEach(standard -> tests.add(DynamicTest.dynamicTest(compiler + " " + standard,
                    () -> alone(compiler, standard, false, !standard.equals("c90") && !standard.equals("c99")))));
        }
        // no 32-bit C library here, so no assert.h for the proof
        tests.add(DynamicTest.dynamicTest("gcc c11 -m32", () -> alone("gcc", "c11", false, false, "-m32", "-idirafter", "/usr/include/x86_64-linux-gnu")));
        return tests;
    }

    @TestFactory
    List<DynamicTest> neutralHeadersAlone() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String compiler : List.of("gcc", "clang")) {
            Stream.of(C_LATER, CPP).flatMap(List::stream).forEach(standard -> {
                tests.add(DynamicTest.dynamicTest(compiler + " " + standard, () -> alone(compiler, standard, true, true, "-pedantic")));
                tests.add(DynamicTest.dynamicTest(compiler + " " + standard + " freestanding", () -> alone(compiler, standard, true, true, "-pedantic",
                        "-ffreestanding", "-nostdinc", "-isystem", ownHeaders(compiler))));
            });
        }
        for (Machine machine : Machine.ALL) {
            for (String standard : C_LATER) {
                tests.add(DynamicTest.dynamicTest(machine.name() + " " + standard, () -> alone(machine.compiler(), standard, true, true,
                        Stream.concat(Stream.of("-pedantic", "-ffreestanding"), machine.options().stream()).toArray(String[]::new))));
            }
        }
        return tests;
    }

    /** The folder of headers that come with a compiler and need no library. */
    private static String ownHeaders(String compiler) throws IOException, InterruptedException {
        return Path.of(Command.of(compiler, "-print-file-name=include").run().succeeded().strip()).toString();
    }

    /** Every header in a unit of its own, all units with one command. */
    private static void alone(String compiler, String standard, boolean neutral, boolean proof, String... more) throws IOException, InterruptedException {
        boolean cpp = standard.startsWith("c++");
        String language = cpp ? "c++" : "c";
        Path folder = Home.work("headers/units");
        List<Path> units = new ArrayList<>();
        out();
        for (Spec spec : specs.requestedSpecs()) {
            String include = "#include <" + CSymbols.header(spec.packageName()) + ">\n";
            String assertions = "#include <layout/" + CSymbols.header(spec.packageName()) + ">\n";
            Path unit = folder.resolve(spec.packageName() + (proof ? "-proof.c" : ".c"));
            Files.writeString(unit, include + include + (proof ? assertions + assertions : ""));
            units.add(unit);
        }
        Command.of(compiler, "-x", language, "-std=" + standard).with(STRICT.toArray()).with((Object[]) more).with(folders(neutral).toArray())
                .with(units.toArray()).run().succeeded();
    }

    /** Whichever dialect a unit meets first counts, at any depth, and both proofs hold. */
    @TestFactory
    List<DynamicTest> bothInOneUnit() throws IOException, InterruptedException {
        Path linux = out().resolve("include/uapi");
        Path neutral = out().resolve("include/neutral");
        List<DynamicTest> tests = new ArrayList<>();
        for (String standard : List.of("c11", "c++17")) {
            for (List<Path> order : List.of(List.of(linux, neutral), List.of(neutral, linux))) {
                tests.add(DynamicTest.dynamicTest(standard + " " + order.get(0).getFileName() + " first", () -> {
                    List<Path> units = new ArrayList<>();
                    for (Spec spec : specs.requestedSpecs()) {
                        String header = CSymbols.header(spec.packageName());
                        Path unit = Home.work("headers/units").resolve(spec.packageName() + "-" + order.get(0).getFileName() + ".c");
                        StringBuilder text = new StringBuilder();
                        // what it imports from one, the header itself from the other
                        spec.imports().forEach(other -> text.append("#include \"").append(order.get(1).resolve(CSymbols.header(other))).append("\"\n"));
                        order.forEach(root -> text.append("#include \"").append(root.resolve(header)).append("\"\n"));
                        text.append("#include \"").append(linux.resolveSibling("layout").resolve(header)).append("\"\n#include \"")
                                .append(neutral.resolve("layout").resolve(header)).append("\"\n");
                        units.add(Files.writeString(unit, text));
                    }
                    Command.of(standard.startsWith("c++") ? "g++" : "gcc", "-x", standard.startsWith("c++") ? "c++" : "c", "-std=" + standard).with(STRICT.toArray())
                            .with("-I", order.get(0), "-I", order.get(1)).with(units.toArray()).run().succeeded();
                }));
            }
        }
        return tests;
    }

    /** One list of facts, from the model, over each dialect: sizes, offsets at any depth, ioctl numbers. */
    @TestFactory
    List<DynamicTest> bothHaveTheSameLayout() {
        return Machine.ALL.stream().map(machine -> DynamicTest.dynamicTest(machine.name(), () -> {
            out();
            for (boolean neutral : new boolean[] {false, true}) {
                List<Path> units = new ArrayList<>();
                for (Spec spec : specs.requestedSpecs()) {
                    Path unit = Home.work("headers/units").resolve(spec.packageName() + "-facts-" + machine.name() + ".c");
                    units.add(Files.writeString(unit, "#include <" + CSymbols.header(spec.packageName()) + ">\n" + PaholeIT.facts(spec, Blocks.of(specs, spec), machine)));
                }
                List<String> mode = neutral ? List.of("-ffreestanding") : List.of();
                Command.of(machine.compiler()).with(machine.options().toArray()).with("-std=c11").with(STRICT.toArray()).with(mode.toArray())
                        .with(folders(neutral).toArray()).with(units.toArray()).run().succeeded();
            }
        })).toList();
    }

    /** A proof notices: two fields of one size that changed places, and one that grew. */
    @Test
    void theNeutralProofNotices() throws IOException, InterruptedException {
        Path header = out().resolve("include/neutral/vbus/linux/virtio_net.h");
        String text = Files.readString(header);
        for (String wrong : List.of(text.replace("uint8_t duplex;\n\tuint8_t rss_max_key_size;", "uint8_t rss_max_key_size;\n\tuint8_t duplex;"),
                text.replace("uint16_t mtu;", "uint32_t mtu;"))) {
            assertThat(wrong).isNotEqualTo(text);
            Path folder = Home.work("headers/wrong/vbus/linux");
            Files.writeString(folder.resolve("virtio_net.h"), wrong);
            Path unit = Files.writeString(folder.resolve("unit.c"), "#include <layout/vbus/linux/virtio_net.h>\n");
            for (String standard : List.of("c99", "c11")) {
                Command.Result result = Command.of("gcc", "-std=" + standard, "-fsyntax-only", "-I", folder.getParent().getParent()).with(folders(true).toArray()).with(unit).run();
                assertThat(result.status()).as("with %s: %s", standard, result.output()).isNotZero();
                assertThat(result.output()).contains(standard.equals("c99") ? "is negative" : "static assertion failed");
            }
        }
    }

    /** The kernel's own reader of comments has nothing to say of any header. */
    @Test
    void kernelDocIsContent() throws IOException, InterruptedException {
        List<Path> scripts;
        try (Stream<Path> trees = Files.list(Path.of("/usr/lib"))) {
            scripts = trees.filter(tree -> tree.getFileName().toString().startsWith("linux-kbuild-")).map(tree -> tree.resolve("scripts/kernel-doc"))
                    .filter(Files::exists).sorted().toList();
        }
        Assumptions.assumeFalse(scripts.isEmpty(), "no kernel-doc below /usr/lib/linux-kbuild-*; run: sudo it/setup kernel");
        List<Path> headers;
        try (Stream<Path> files = Files.walk(out().resolve("include/uapi"))) {
            headers = files.filter(Files::isRegularFile).toList();
        }
        for (Path script : List.of(scripts.get(0), scripts.get(scripts.size() - 1))) {
            // 6.1's has no such option, and warns of all anyway
            List<String> all = Files.readString(script).contains("-Wall") ? List.of("-Wall") : List.of();
            String said = Command.of("perl", script, "-none").with(all.toArray()).with(headers.toArray()).run().succeeded();
            assertThat(said).as(script.toString()).isBlank();
        }
        Path bad = Files.writeString(Home.work("headers").resolve("bad.h"), "/**\n * struct a - one\n * @b: two\n */\nstruct a {\n\tint b;\n\tint c;\n};\n");
        assertThat(Command.of("perl", scripts.get(0), "-none", bad).run().output()).contains("'c' not described");
    }
}
