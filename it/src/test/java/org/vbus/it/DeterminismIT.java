// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs do not depend on the run, the JDK, the locale or the line end; and an output that has not changed is not touched. */
class DeterminismIT {
    private static final Path JAR = Home.ROOT.resolve("generator/cli/target/vbus-cli-0.1.0-SNAPSHOT-all.jar");

    @TempDir
    Path dir;

    @Test
    void bytesAreTheSameOnEveryJdkAndInEveryLocale() throws IOException, InterruptedException {
        Map<String, String> first = generate("first", List.of());
        assertThat(first).isNotEmpty();
        assertThat(generate("again", List.of())).isEqualTo(first);
        assertThat(generate("turkish", List.of("-Duser.language=tr", "-Duser.country=TR", "-Dfile.encoding=ISO-8859-9", "-Duser.timezone=Asia/Tokyo"))).isEqualTo(first);
        assertThat(generate("dos", List.of("-Dline.separator=\r\n"))).isEqualTo(first);
        try (Stream<Path> jvms = Files.list(Path.of("/usr/lib/jvm"))) {
            for (Path java : (Iterable<Path>) jvms.map(jvm -> jvm.resolve("bin/java")).filter(Files::isExecutable)::iterator) {
                assertThat(generate(java.getParent().getParent().getFileName().toString(), java, List.of())).as(java.toString()).isEqualTo(first);
            }
        }
    }

    @Test
    void unchangedFilesKeepTheirTime() throws IOException, InterruptedException {
        generate("out", List.of());
        Path header = dir.resolve("out/include/uapi/linux/venet.h");
        Path other = dir.resolve("out/include/uapi/linux/ioq.h");
        FileTime past = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.writeString(header, "edited");
        Files.setLastModifiedTime(other, past);
        generate("out", List.of());
        assertThat(Files.getLastModifiedTime(other)).isEqualTo(past);
        assertThat(header).content().contains("_UAPI_LINUX_VENET_H");
    }

    @Test
    void aWrongSpecWritesNothing() throws IOException, InterruptedException {
        Path specs = Files.createDirectories(dir.resolve("specs"));
        Files.writeString(specs.resolve("good.vbus"), "package acme.good\nconst A : u32 = 1\n");
        Files.writeString(specs.resolve("wrong.vbus"), "package acme.wrong\nstruct s { a : u8  b : nothing }\n");
        Path out = dir.resolve("none");
        Command.Result result = Command.of(Home.ROOT.resolve("vbusc"), "generate", specs, "--out", out).run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("wrong.vbus:2:24: error VB").doesNotContain("Exception", "\tat ");
        assertThat(out).doesNotExist();
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(specs);
        }
    }

    private Map<String, String> generate(String name, List<String> options) throws IOException, InterruptedException {
        return generate(name, Path.of(System.getProperty("java.home"), "bin/java"), options);
    }

    private Map<String, String> generate(String name, Path java, List<String> options) throws IOException, InterruptedException {
        Path out = dir.resolve(name);
        Command.of(java).with(options.toArray()).with("-jar", JAR, "generate", Home.SPECS, "--out", out).run().succeeded();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(out)) {
            for (Path path : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                // a byte a character: not every output is text
                files.put(out.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
