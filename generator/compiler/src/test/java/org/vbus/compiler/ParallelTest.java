// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compilers that are made and used at the same time in one class loader. Each round has a fresh one, as a Maven session has, so that the first use of
 * every class is at the same time too. {@code -Dvbus.parallel.rounds=200} looks longer.
 */
class ParallelTest {
    private static final int ROUNDS = Integer.getInteger("vbus.parallel.rounds", 2);
    private static final int THREADS = 4;
    private static final int TIMES = 2;
    private static final Path SPECS = Path.of("../../abi-specs");

    @TempDir
    Path dir;

    @Test
    void compilersOfOneClassLoaderDoNotDisturbEachOther() throws Exception {
        Path wrong = Files.writeString(dir.resolve("wrong.vbus"), "package acme.wrong\nimport linux.ioq.*\nstruct s { a : ioqq  b : nothing }\n");
        String alone = new CompileOnce(SPECS, wrong, dir.resolve("alone")).call();
        assertThat(alone).contains("VB0201", "Makefile");
        for (int round = 0; round < ROUNDS; round++) {
            for (String told : together(wrong, dir.resolve("round" + round))) {
                assertThat(told).isEqualTo(alone);
            }
        }
    }

    private List<String> together(Path wrong, Path out) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> work = loader.loadClass(CompileOnce.class.getName());
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<List<String>>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Path mine = out.resolve("thread" + thread);
                running.add(threads.submit(() -> {
                    List<String> told = new ArrayList<>();
                    start.await(1, TimeUnit.MINUTES);
                    for (int time = 0; time < TIMES; time++) {
                        told.add((String) ((Callable<?>) work.getConstructors()[0].newInstance(SPECS, wrong, mine.resolve("time" + time))).call());
                    }
                    return told;
                }));
            }
            List<String> told = new ArrayList<>();
            for (Future<List<String>> one : running) {
                told.addAll(one.get(5, TimeUnit.MINUTES));
            }
            assertThat(told).hasSize(THREADS * TIMES);
            return told;
        } finally {
            threads.shutdownNow();
        }
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(entry -> {
            try {
                return new File(entry).toURI().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }).toArray(URL[]::new);
    }
}
