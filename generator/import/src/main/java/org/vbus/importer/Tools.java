// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs that importing runs: a C compiler, and pahole, which turns DWARF into BTF. */
final class Tools {
    /** More than any of them takes for a header. */
    private static final long MAX_SECONDS = 60;

    /** How a program ended, and all that it said. */
    record Result(int status, String output) { }

    private final String compiler;
    private final Path folder;

    /** @param folder for their files; the caller deletes it */
    Tools(String compiler, Path folder) {
        this.compiler = compiler;
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Runs the compiler; its messages are in English. */
    Result compile(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(compiler.strip().split("\\s+")));
        command.addAll(arguments);
        return run(command, "a C compiler is needed to read headers; `apt install gcc` has one, and CC names another");
    }

    /** The BTF of an object with DWARF, as a file of its own; nothing where it has no types, or pahole cannot read it. */
    byte[] btf(Path object) throws IOException {
        Path made = folder.resolve(object.getFileName() + ".btf");
        Result result = run(List.of("pahole", "--btf_gen_floats", "--btf_encode_detached=" + made, object.toString()),
                "pahole is needed to read DWARF; `apt install dwarves` or `it/setup check` installs it");
        return result.status == 0 && Files.exists(made) ? Files.readAllBytes(made) : new byte[0];
    }

    private Result run(List<String> command, String missing) throws IOException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new MissingToolException("`" + command.get(0) + "` does not start: " + missing);
        }
        try {
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                throw new MissingToolException("`" + String.join(" ", command) + "` did not end within " + MAX_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while `" + command.get(0) + "` ran");
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(said, StandardCharsets.ISO_8859_1));
    }
}
