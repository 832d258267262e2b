// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** Runs a program within a time, its output shown as it comes and kept. */
final class Command {
    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();
    private Duration bound = Duration.ofMinutes(2);
    private boolean shown;

    private Command(List<String> words) {
        this.words = words;
    }

    /** Exit status, and both outputs in the order they came. */
    record Result(int status, String output) {
        /** Fails the test with the output unless the status is 0. */
        String succeeded() {
            Assertions.assertThat(status).as("exit status; the output was:%n%s", output).isZero();
            return output;
        }
    }

    static Command of(Object... words) {
        return new Command(Arrays.stream(words).map(Object::toString).toList());
    }

    Command with(Object... more) {
        List<String> all = new ArrayList<>(words);
        Arrays.stream(more).map(Object::toString).forEach(all::add);
        return new Command(all);
    }

    /** Ends it after that time; the default is two minutes. */
    Command within(Duration time) {
        bound = time;
        return this;
    }

    Command env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Shows the output as it comes: for what takes long. */
    Command shown() {
        shown = true;
        return this;
    }

    Result run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).directory(Home.ROOT.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        StringBuilder output = new StringBuilder();
        Thread reader = new Thread(() -> read(process, output), "output of " + words.get(0));
        reader.start();
        if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            reader.join(5000);
            throw new AssertionError(words + " did not end within " + bound + "; the output was:\n" + output);
        }
        reader.join(5000);
        synchronized (output) {
            return new Result(process.exitValue(), output.toString());
        }
    }

    private void read(Process process, StringBuilder output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.append(line).append('\n');
                }
                if (shown) {
                    System.out.println("  | " + line);
                }
            }
        } catch (IOException e) {
            synchronized (output) {
                output.append("(output lost: ").append(e.getMessage()).append(")\n");
            }
        }
    }
}
