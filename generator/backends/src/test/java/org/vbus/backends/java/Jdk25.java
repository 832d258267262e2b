// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The JDK that bindings are for, which need not be the one that runs the tests: java.lang.foreign is not in 17. */
public final class Jdk25 {
    private static final Path HOMES = Path.of("/usr/lib/jvm");

    private Jdk25() { }

    /** Compiles with every warning on; gives what the compiler said. */
    public static String compile(Path sources, Path classes, List<Path> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool("javac"), "-proc:none", "-Xlint:all", "-Xdoclint:all,-missing", "-encoding", "UTF-8",
                "--release", "25", "-d", classes.toString()));
        command.addAll(javaFiles(sources));
        for (Path folder : more) {
            command.addAll(javaFiles(folder));
        }
        return run(command);
    }

    /** Runs a main class; gives what it printed. */
    public static String java(Path classes, String mainClass, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-ea", "-cp", classes.toString(), mainClass));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static List<String> javaFiles(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new IllegalStateException("no sources at " + folder.toAbsolutePath());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().toList();
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int status = process.waitFor();
        return status == 0 ? said : said + "\nexit status " + status;
    }

    private static String tool(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Runtime.version().feature() >= 25) {
            found.add(Path.of(System.getProperty("java.home"), "bin", name));
        } else if (Files.isDirectory(HOMES)) {
            try (Stream<Path> homes = Files.list(HOMES)) {
                homes.filter(Jdk25::isAtLeast25).map(home -> home.resolve("bin").resolve(name)).filter(Files::isExecutable).forEach(found::add);
            }
        }
        return found.stream().max(Comparator.naturalOrder()).map(Path::toString)
                .orElseThrow(() -> new IllegalStateException("no JDK 25 under " + HOMES + ": install temurin-25-jdk"));
    }

    private static boolean isAtLeast25(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream().filter(line -> line.startsWith("JAVA_VERSION="))
                    .anyMatch(line -> Runtime.Version.parse(line.substring(14, line.length() - 1)).feature() >= 25);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
