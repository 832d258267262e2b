// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** QEMU's monitor. What it answers are the answers of QEMU 7.2 for a guest that is as it should be, unless told otherwise. */
final class FakeQmp implements AutoCloseable {
    private static final String GREETING = """
            {"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian"}, "capabilities": ["oob"]}}""";

    final Map<String, String> answers = new ConcurrentHashMap<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    /** Said right before the first command is answered. */
    volatile String between;
    private final ServerSocketChannel server;
    private final CountDownLatch checked = new CountDownLatch(1);
    private volatile SocketChannel client;
    private volatile PrintStream out;

    FakeQmp(GuestSettings guest) throws IOException {
        answers.put("qmp_capabilities", "\"return\": {}");
        answers.put("query-balloon", "\"error\": {\"class\": \"DeviceNotActive\", \"desc\": \"No balloon device has been activated\"}");
        answers.put("query-memory-devices", "\"return\": []");
        answers.put("query-sev", "\"error\": {\"class\": \"GenericError\", \"desc\": \"SEV feature is not available\"}");
        answers.put("query-memory-size-summary", "\"return\": {\"base-memory\": " + guest.memory() + ", \"plugged-memory\": 0}");
        answers.put("query-memdev", "\"return\": [{\"id\": \"vbus-ram\", \"share\": true, \"size\": " + guest.memory()
                + ", \"host-nodes\": [], \"policy\": \"default\", \"dump\": true, \"merge\": true, \"prealloc\": false}]");
        answers.put("qom-get", "\"return\": " + (guest.machine() == Machine.PC ? 3L << 30 : 2L << 30));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(guest.qmp()));
        Thread.ofPlatform().daemon().name("fake monitor").start(this::serve);
    }

    static FakeQmp of(GuestSettings guest, String command, String answer) throws IOException {
        FakeQmp qmp = new FakeQmp(guest);
        qmp.answers.put(command, answer);
        return qmp;
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                talk(channel);
            } catch (IOException e) {
                // one of both is closed
            }
        }
    }

    private void talk(SocketChannel channel) throws IOException {
        client = channel;
        out = new PrintStream(Channels.newOutputStream(channel), true, StandardCharsets.UTF_8);
        out.print(GREETING + "\r\n");
        BufferedReader in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonObject request = JsonParser.parseString(line).getAsJsonObject();
            String command = request.get("execute").getAsString();
            commands.add(command);
            if (between != null) {
                out.print(between + "\r\n");
                between = null;
            }
            String answer = answers.getOrDefault(command,
                    "\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"The command " + command + " has not been found\"}");
            out.print("{" + answer + ", \"id\": " + request.get("id") + "}\r\n");
            if (command.equals("qom-get")) {
                checked.countDown();
            }
        }
    }

    /** Waits until the agent has asked all that it asks. */
    void awaitChecks() throws InterruptedException {
        checked.await();
    }

    void event(String name) {
        out.print("{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"" + name + "\", \"data\": {\"guest\": true}}\r\n");
    }

    void hangUp() throws IOException {
        client.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (client != null) {
            client.close();
        }
    }
}
