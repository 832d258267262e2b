// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file, there are diagnostics and no exception, soon. */
class HostileInputTest {
    private static final FrontEnd FRONT_END = FrontEnd.create();

    @TempDir
    private Path folder;

    @Test
    void randomBytes() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            refused(bytes);
        }
    }

    @Test
    void nothing() throws IOException {
        refused(new byte[0]);
        refused("\n\n// only a comment\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Every token of a real spec, one at a time, is dropped, doubled or replaced. */
    @Test
    void mutatedSpecs() throws IOException {
        for (String name : List.of("vbus", "venet", "ioq")) {
            String spec = Files.readString(Path.of("../../abi-specs/" + name + "/" + name + ".vbus"));
            String[] tokens = spec.split("(?<=\\W)|(?=\\W)");
            String[] other = {"", "{", "}", "0", "struct", ":", "0xffffffffffffffff", "u8", "reserved", "if", "as", "[", "=", "x"};
            Random random = new Random(2);
            for (int i = 0; i < 150; i++) {
                String[] mutated = tokens.clone();
                int at = random.nextInt(tokens.length);
                mutated[at] = other[random.nextInt(other.length)];
                mutated[random.nextInt(tokens.length)] = tokens[random.nextInt(tokens.length)];
                load(String.join("", mutated).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void deepNesting() throws IOException {
        refused(("package p\nconst A = " + "(".repeat(20_000) + "1" + ")".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
        refused(("package p\nstruct s { " + "a : struct { ".repeat(5_000) + "b : u8 }" + "}".repeat(5_000)).getBytes(StandardCharsets.UTF_8));
        refused(("package p\nconst A = " + "-".repeat(100_000) + "1").getBytes(StandardCharsets.UTF_8));
        refused(("package p\nconst A = " + "not ".repeat(100_000) + "1").getBytes(StandardCharsets.UTF_8));
        refused(("package p\nconst A = 1" + " + 1".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        refused(("package p\nstruct s { a : struct { ".repeat(100) + "}".repeat(200)).getBytes(StandardCharsets.UTF_8));
    }

    /** To say what was expected there, all that the parser is in is looked at: once, and not twice a level. */
    @Test
    void syntaxErrorsInTheDeep() throws IOException {
        refused(("package p\nconst A = " + "- ".repeat(240) + "1 1").getBytes(StandardCharsets.UTF_8));
        for (int closed = 0; closed <= 60; closed += 15) {
            refused(("package p\nconst A = " + "(".repeat(60) + "1" + ")".repeat(closed) + " 1 " + ")".repeat(60 - closed)).getBytes(StandardCharsets.UTF_8));
            refused(("package p\nstruct s { " + "a : struct { ".repeat(60) + "b : u8" + " }".repeat(closed) + " : " + " }".repeat(61 - closed))
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void asDeepAsAllowed() throws IOException {
        assertThat(load(("package p\nconst A = " + "(".repeat(64) + "1" + ")".repeat(64)).getBytes(StandardCharsets.UTF_8)).ok()).isTrue();
        assertThat(load(("package p\nstruct s { " + "a : struct { ".repeat(62) + "b : u8" + " }".repeat(63)).getBytes(StandardCharsets.UTF_8)).diagnostics()).isEmpty();
        assertThat(load(("package p\nconst A = " + "-".repeat(256) + "1").getBytes(StandardCharsets.UTF_8)).ok()).isTrue();
    }

    @Test
    void longChains() throws IOException {
        StringBuilder spec = new StringBuilder("package p\nconst C0 = 1\nstruct st0 { a : u8 }\n");
        for (int i = 1; i < 3000; i++) {
            spec.append("const C").append(i).append(" = C").append(i - 1).append(" + 1\n");
            spec.append("struct st").append(i).append(" { a : st").append(i - 1).append(" }\n");
        }
        // the other way round, so that each declaration needs one that comes later
        for (int i = 0; i < 3000; i++) {
            spec.append("const D").append(i).append(" = ").append(i == 2999 ? "1" : "D" + (i + 1)).append("\n");
        }
        assertThat(load(spec.toString().getBytes(StandardCharsets.UTF_8)).diagnostics()).isEmpty();
    }

    /** Work that grows faster than the file would be a hang at a megabyte. */
    @Test
    void manyOfEverything() throws IOException {
        int many = 20_000;
        refused(("package p\nstruct s {\n" + fields(many, "nosuch") + "}\n").getBytes(StandardCharsets.UTF_8));
        refused(("package p\nconst A = a" + ".a".repeat(many)).getBytes(StandardCharsets.UTF_8));
        refused(("package p\nstruct s { a : u8" + "[1]".repeat(many) + " }").getBytes(StandardCharsets.UTF_8));
        refused(("package p\n" + "import linux.ioq.*\n".repeat(many) + "struct s {\n" + fields(many, "u8[X]") + "}\n").getBytes(StandardCharsets.UTF_8));
        assertThat(load(("package p\nstruct s {\n" + fields(many, "u8") + "}\n").getBytes(StandardCharsets.UTF_8)).ok()).isTrue();
    }

    private static String fields(int many, String type) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < many; i++) {
            fields.append("  f").append(i).append(" : ").append(type).append("\n");
        }
        return fields.toString();
    }

    private void refused(byte[] bytes) throws IOException {
        assertThat(load(bytes).diagnostics()).isNotEmpty().allSatisfy(d -> {
            assertThat(d.code()).matches("VB\\d{4}");
            assertThat(d.origin().line()).isPositive();
            assertThat(d.origin().column()).isPositive();
        });
    }

    private Parsed load(byte[] bytes) throws IOException {
        Path file = folder.resolve("x.vbus");
        Files.write(file, bytes);
        return Assertions.assertTimeout(Duration.ofSeconds(30), () -> FRONT_END.load(List.of(file), List.of(Path.of("../../abi-specs"))));
    }
}
