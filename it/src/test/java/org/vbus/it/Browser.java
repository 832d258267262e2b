// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one tab, spoken to by its DevTools protocol (decision 035). Closing ends the process that was started, and no other. For one
 * thread.
 */
final class Browser implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String LISTENING = "DevTools listening on ";

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private String session = "";

    private Browser(Process process, Path profile, WebSocket.Builder builder, String address) {
        this.process = process;
        this.profile = profile;
        this.socket = builder.buildAsync(URI.create(address), new Reader()).join();
    }

    /** Starts one with an empty profile, for files of this machine. */
    static Browser start() throws IOException {
        Path profile = Files.createTempDirectory("vbus-pages");
        List<String> words = new ArrayList<>(List.of("chromium", "--headless=new", "--remote-debugging-port=0", "--user-data-dir=" + profile, "--disable-gpu",
                "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-sync",
                "--no-first-run", "--hide-scrollbars", "--mute-audio"));
        if (System.getProperty("user.name").equals("root")) {
            // its sandbox does not take root; all it opens are files that the test wrote
            words.add("--no-sandbox");
        }
        words.add("about:blank");
        Process process = new ProcessBuilder(words).redirectInput(Path.of("/dev/null").toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            Browser browser = new Browser(process, profile, HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(ANSWER), address(process));
            browser.openTab();
            return browser;
        } catch (IOException | RuntimeException e) {
            end(process, profile);
            throw e;
        }
    }

    private static String address(Process process) throws IOException {
        CompletableFuture<String> found = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            StringBuilder said = new StringBuilder();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(LISTENING)) {
                        found.complete(line.substring(LISTENING.length()).strip());
                    }
                    said.append(line).append('\n');
                }
            } catch (IOException e) {
                said.append(e.getMessage());
            }
            found.completeExceptionally(new IOException("chromium did not say where it listens; it said:\n" + said));
        }, "messages of chromium");
        reader.setDaemon(true);
        reader.start();
        return await(found, "the start of chromium");
    }

    private void openTab() throws IOException {
        String target = call("Target.createTarget", "url", "about:blank").get("targetId").getAsString();
        session = call("Target.attachToTarget", "targetId", target, "flatten", true).get("sessionId").getAsString();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable");
        }
    }

    /** Loads a page; what it complains about begins anew. */
    void open(URI page) throws IOException {
        loaded = new CompletableFuture<>();
        synchronized (complaints) {
            complaints.clear();
        }
        JsonObject answer = call("Page.navigate", "url", page.toString());
        if (answer.has("errorText")) {
            throw new IOException(page + ": " + answer.get("errorText").getAsString());
        }
        await(loaded, "loading " + page);
    }

    /** What the page's scripts, or the browser of the page, have said that is an error. */
    List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    /** The value of an expression, awaited if it is a promise. */
    JsonElement evaluate(String expression) throws IOException {
        JsonObject answer = call("Runtime.evaluate", "expression", expression, "returnByValue", true, "awaitPromise", true);
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        JsonElement value = answer.getAsJsonObject("result").get("value");
        return value == null ? new JsonObject() : value;
    }

    /**
     * Sends one command.
     *
     * @param pairs names and values of its parameters: strings, numbers, booleans or JSON
     */
    JsonObject call(String method, Object... pairs) throws IOException {
        JsonObject parameters = new JsonObject();
        for (int i = 0; i < pairs.length; i += 2) {
            String name = (String) pairs[i];
            if (pairs[i + 1] instanceof JsonElement json) {
                parameters.add(name, json);
            } else if (pairs[i + 1] instanceof Number number) {
                parameters.addProperty(name, number);
            } else if (pairs[i + 1] instanceof Boolean yes) {
                parameters.addProperty(name, yes);
            } else {
                parameters.addProperty(name, pairs[i + 1].toString());
            }
        }
        int id = ids.incrementAndGet();
        JsonObject command = new JsonObject();
        command.addProperty("id", id);
        command.addProperty("method", method);
        command.add("params", parameters);
        if (!session.isEmpty()) {
            command.addProperty("sessionId", session);
        }
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        await(socket.sendText(command.toString(), true), method);
        JsonObject got = await(answer, method);
        if (got.has("error")) {
            throw new IOException(method + ": " + got.get("error"));
        }
        return got.getAsJsonObject("result");
    }

    private static <T> T await(CompletableFuture<T> future, String what) throws IOException {
        try {
            return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(what + " took more than " + ANSWER, e);
        } catch (ExecutionException e) {
            throw new IOException(what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + " was interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        end(process, profile);
    }

    private static void end(Process process, Path profile) throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Puts messages together and gives each to whom it is for. */
    private final class Reader implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                JsonObject whole = JsonParser.parseString(message.toString()).getAsJsonObject();
                message.setLength(0);
                if (whole.has("id")) {
                    CompletableFuture<JsonObject> waiting = answers.remove(whole.get("id").getAsInt());
                    if (waiting != null) {
                        waiting.complete(whole);
                    }
                } else {
                    event(whole.get("method").getAsString(), whole.getAsJsonObject("params"));
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            answers.values().forEach(waiting -> waiting.completeExceptionally(error));
        }

        private void event(String method, JsonObject parameters) {
            switch (method) {
                case "Page.loadEventFired" -> loaded.complete(null);
                case "Runtime.exceptionThrown" -> complain(parameters);
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning", "assert").contains(parameters.get("type").getAsString())) {
                        complain(parameters);
                    }
                }
                case "Log.entryAdded" -> {
                    if (parameters.getAsJsonObject("entry").get("level").getAsString().equals("error")) {
                        complain(parameters);
                    }
                }
                default -> { }
            }
        }

        private void complain(JsonObject what) {
            synchronized (complaints) {
                complaints.add(what.toString());
            }
        }
    }
}
