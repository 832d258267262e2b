// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import io.aeron.driver.MediaDriver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two lanes to an {@link Echo}, in a thread or a process of its own, or, for one thread, a lane to itself. */
final class Peer implements AutoCloseable {
    final Lane out;
    final Lane in;
    private final Path folder = Files.folder();
    private final MediaDriver driver;
    private final List<AutoCloseable> rest = new ArrayList<>();

    /** @param where self, thread or process */
    Peer(Kind kind, String where) throws IOException {
        driver = kind == Kind.AERON ? AeronLane.driver(folder.resolve("aeron")) : null;
        out = kind.sender(folder, 1);
        switch (where) {
            case "self" -> in = kind.receiver(folder, 1, out);
            case "thread" -> {
                Lane peerIn = kind.receiver(folder, 1, out);
                Lane peerOut = kind.sender(folder, 2);
                in = kind.receiver(folder, 2, peerOut);
                Thread thread = Thread.ofPlatform().daemon().start(new Echo(peerIn, peerOut));
                rest.add(thread::join);
                rest.add(peerIn);
                rest.add(peerOut);
            }
            case "process" -> {
                Process process = spawn(kind);
                rest.add(process::waitFor);
                in = kind.receiver(folder, 2);
            }
            default -> throw new IllegalArgumentException("no such place: " + where);
        }
    }

    private Process spawn(Kind kind) throws IOException {
        if (kind == Kind.JCTOOLS) {
            throw new IllegalArgumentException("references do not leave their process");
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(a -> a.startsWith("-Dagrona") || a.startsWith("--")).forEach(command::add);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Echo.class.getName(), kind.name(), folder.toString()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (!"ready".equals(process.inputReader().readLine())) {
            throw new IllegalStateException("the other process did not start");
        }
        return process;
    }

    @Override
    public void close() throws Exception {
        if (!rest.isEmpty()) {
            while (!out.offer(0, 0, Echo.END)) {
                Thread.onSpinWait();
            }
        }
        for (AutoCloseable one : rest) {
            one.close();
        }
        out.close();
        in.close();
        if (driver != null) {
            driver.close();
        }
        Files.delete(folder);
    }
}
