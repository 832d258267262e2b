// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's start-up cache changes how long a run takes and nothing else, whatever state the cache is in. */
class LauncherIT {
    @TempDir
    Path dir;

    private Path spec;
    private Path cache;

    @BeforeEach
    void wrongSpec() throws IOException {
        spec = Files.writeString(dir.resolve("wrong.vbus"), "package acme.wrong\nstruct s { a : u8  b : nothing }\n");
        cache = dir.resolve("cache");
    }

    @Test
    void everyJavaGetsACacheOfItsOwn() throws IOException, InterruptedException {
        List<Path> javas = javas();
        for (Path java : javas) {
            assertThat(check(java)).as("first run on " + java).isEqualTo(told());
            assertThat(check(java)).as("second run on " + java).isEqualTo(told());
        }
        assertThat(caches()).hasSize(javas.size());
        // a cache of one Java in the place of another's
        Path first = caches().get(0);
        Path last = caches().get(caches().size() - 1);
        Files.copy(first, last, StandardCopyOption.REPLACE_EXISTING);
        for (Path java : javas) {
            assertThat(check(java)).as("with a cache of another Java, on " + java).isEqualTo(told());
        }
    }

    @Test
    void whatIsNotACacheIsLeftAlone() throws IOException, InterruptedException {
        Path java = javas().get(0);
        assertThat(check(java)).isEqualTo(told());
        Path made = caches().get(0);
        byte[] good = Files.readAllBytes(made);
        Files.write(made, Arrays.copyOf(good, good.length / 2));
        assertThat(check(java)).as("cut in half").isEqualTo(told());
        Files.writeString(made, "not a cache\n".repeat(1000));
        assertThat(check(java)).as("text").isEqualTo(told());
        Files.write(made, new byte[0]);
        assertThat(check(java)).as("empty").isEqualTo(told());
        assertThat(Files.size(made)).isZero();
    }

    @Test
    void withoutAFolderThereIsNoCache() throws IOException, InterruptedException {
        Path java = javas().get(0);
        // below a file nothing can be made, by root neither
        cache = spec.resolve("below");
        assertThat(check(java)).isEqualTo(told());
        assertThat(spec).isRegularFile();
    }

    @Test
    void manyAtOnceMakeOne() throws Exception {
        Path java = javas().get(0);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(() -> check(java));
            }
            for (Future<String> run : threads.invokeAll(runs)) {
                assertThat(run.get()).isEqualTo(told());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(caches()).hasSize(1);
        assertThat(left()).hasSize(1);
    }

    @Test
    void aRunThatWasKilledIsNotWaitedFor() throws IOException, InterruptedException {
        Path java = javas().get(0);
        assertThat(check(java)).isEqualTo(told());
        Path made = caches().get(0);
        Path lock = Files.createDirectory(Path.of(made.toString().replaceAll("\\.[0-9]+\\.[a-z]+$", ".lock")));
        Files.delete(made);
        assertThat(check(java)).isEqualTo(told());
        assertThat(caches()).as("another run is making it, it seems").isEmpty();
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(7200)));
        assertThat(check(java)).isEqualTo(told());
        // its name also says its size, which differs a little from run to run
        assertThat(caches()).singleElement().asString().startsWith(made.toString().replaceAll("[0-9]+\\.[a-z]+$", ""));
        assertThat(lock).doesNotExist();
    }

    private String told() {
        return spec + ":2:24: error VB0201: ";
    }

    /** The beginning of what is said, after checking that the JVM says nothing. */
    private String check(Path java) throws IOException, InterruptedException {
        Command.Result result = Command.of(Home.ROOT.resolve("vbusc"), "check", spec).env("VBUS_JAVA", java.toString()).env("VBUS_CACHE", cache.toString()).run();
        assertThat(result.status()).as(result.output()).isEqualTo(1);
        assertThat(result.output().toLowerCase(Locale.ROOT)).doesNotContain("warning", "aot", "[cds]", "archive", "exception");
        return result.output().substring(0, Math.min(result.output().length(), told().length()));
    }

    private List<Path> caches() throws IOException {
        return left().stream().filter(file -> file.toString().endsWith(".aot") || file.toString().endsWith(".jsa")).toList();
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }

    /** Newest last; links to the same one are left out. */
    private static List<Path> javas() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("/usr/lib/jvm"))) {
            return found.filter(jvm -> !Files.isSymbolicLink(jvm)).map(jvm -> jvm.resolve("bin/java")).filter(Files::isExecutable).sorted().toList();
        }
    }
}
