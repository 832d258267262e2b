// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An example in a process of its own, as users run it. Closed, it is interrupted if it still runs. */
public final class ExampleProcess implements AutoCloseable {
    /** Surefire's own property knows more than a jar that only has a manifest. */
    private static final String CLASS_PATH = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final int LIMIT_SECONDS = 30;

    private final Path output;
    private final Process process;

    /**
     * Starts it.
     *
     * @param folder for its output
     * @param arguments the example's name first
     */
    public ExampleProcess(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Dstdout.encoding=UTF-8", "-cp", CLASS_PATH, Examples.class.getName()));
        command.addAll(List.of(arguments));
        output = Files.createTempFile(folder, arguments[0], ".out");
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** Waits until it has said something. */
    public void await(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!output().contains(text)) {
            assertThat(process.isAlive()).as("waiting for `%s`, got: %s", text, output()).isTrue();
            assertThat(System.nanoTime()).as("waiting for `%s`, got: %s", text, output()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    /** Waits until it has ended by itself; its exit status. */
    public int end() throws IOException, InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ended, and not only said: %s", output()).isTrue();
        assertThat(output()).doesNotContain("Exception").doesNotContain("\tat ");
        return process.exitValue();
    }

    /** Asks it to end, as Ctrl-C does; not by SIGINT, which all that was started in a shell's background ignores. */
    public void terminate() throws IOException {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start();
    }

    /** What it has said, errors included. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
