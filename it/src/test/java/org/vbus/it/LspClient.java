// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An editor as the server sees it: a process at the other end of two pipes. It knows the protocol and nothing of the server. */
final class LspClient implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private final Process process;
    private final OutputStream out;
    private final Path said;
    private final Map<Integer, JsonObject> answers = new HashMap<>();
    private final Map<String, JsonObject> diagnostics = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private int requests;
    private boolean ended;
    private JsonObject capabilities;

    private LspClient(Path root, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(Home.ROOT.resolve("vbusc").toString(), "lsp"));
        command.addAll(List.of(more));
        said = Files.createTempFile("lsp", ".said");
        process = new ProcessBuilder(command).redirectError(said.toFile()).start();
        out = process.getOutputStream();
        Thread reader = new Thread(this::read, "answers");
        reader.setDaemon(true);
        reader.start();
        JsonObject parameters = new JsonObject();
        parameters.addProperty("processId", ProcessHandle.current().pid());
        parameters.add("rootUri", root == null ? JsonNull.INSTANCE : GSON.toJsonTree(root.toUri().toString()));
        parameters.add("capabilities", new JsonObject());
        capabilities = ask("initialize", parameters).getAsJsonObject().getAsJsonObject("capabilities");
        tell("initialized", new JsonObject());
    }

    /** Starts a server for a folder; null for an editor that shows single files. */
    static LspClient of(Path root, String... more) throws IOException {
        return new LspClient(root, more);
    }

    JsonObject capabilities() {
        return capabilities;
    }

    /** What the server said on standard error. */
    String said() throws IOException {
        return Files.readString(said);
    }

    // --- messages

    private void read() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            while (true) {
                int length = -1;
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
                    }
                }
                if (length < 0) {
                    throw new IOException("a message without a length");
                }
                take(JsonParser.parseString(new String(in.readNBytes(length), StandardCharsets.UTF_8)).getAsJsonObject());
            }
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server is gone");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private synchronized void take(JsonObject message) {
        if (message.has("method")) {
            if (message.get("method").getAsString().equals("textDocument/publishDiagnostics")) {
                JsonObject told = message.getAsJsonObject("params");
                diagnostics.put(told.get("uri").getAsString(), told);
            }
        } else if (message.has("id") && message.get("id").isJsonPrimitive()) {
            answers.put(message.get("id").getAsInt(), message);
        }
        notifyAll();
    }

    /** Bytes as they are, right or wrong. */
    void raw(byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    private void send(JsonObject message) throws IOException {
        byte[] body = GSON.toJson(message).getBytes(StandardCharsets.UTF_8);
        byte[] head = ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        raw(all);
    }

    void tell(String method, JsonElement parameters) throws IOException {
        JsonObject message = new JsonObject();
        message.addProperty("jsonrpc", "2.0");
        message.addProperty("method", method);
        message.add("params", parameters);
        send(message);
    }

    /** Asks without waiting. */
    int begin(String method, JsonElement parameters) throws IOException {
        JsonObject message = new JsonObject();
        message.addProperty("jsonrpc", "2.0");
        message.addProperty("id", ++requests);
        message.addProperty("method", method);
        message.add("params", parameters);
        send(message);
        return requests;
    }

    /** The whole answer to a question, result or error. */
    JsonObject answer(int id) {
        return await(() -> answers.remove(id), "an answer to " + id);
    }

    /** The result of a question; an error is a failure of the test. */
    JsonElement ask(String method, JsonElement parameters) throws IOException {
        JsonObject answer = answer(begin(method, parameters));
        if (answer.has("error")) {
            throw new AssertionError(method + ": " + answer.get("error"));
        }
        return answer.get("result");
    }

    private synchronized <T> T await(Supplier<T> wanted, String what) {
        long end = System.nanoTime() + PATIENCE;
        for (T found = wanted.get(); ; found = wanted.get()) {
            if (found != null) {
                return found;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("no " + what + (ended ? ": the server is gone" : ""));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    // --- files

    static String uri(Path file) {
        return file.toUri().toString();
    }

    String text(String uri) {
        return texts.get(uri);
    }

    /** Opens a file with a text; what is wrong with it. */
    List<JsonObject> open(String uri, String text) throws IOException {
        texts.put(uri, text);
        versions.put(uri, 1);
        JsonObject document = document(uri);
        document.addProperty("languageId", "vbus");
        document.addProperty("version", 1);
        document.addProperty("text", text);
        tell("textDocument/didOpen", object("textDocument", document));
        return diagnostics(uri);
    }

    List<JsonObject> open(Path file) throws IOException {
        return open(uri(file), Files.readString(file));
    }

    /** Replaces a part of a text as a key does, and does not wait. */
    void type(String uri, int from, int to, String replacement) throws IOException {
        String text = texts.get(uri);
        JsonObject change = new JsonObject();
        JsonObject range = new JsonObject();
        range.add("start", position(text, from));
        range.add("end", position(text, to));
        change.add("range", range);
        change.addProperty("text", replacement);
        texts.put(uri, text.substring(0, from) + replacement + text.substring(to));
        versions.merge(uri, 1, Integer::sum);
        JsonObject document = document(uri);
        document.addProperty("version", versions.get(uri));
        JsonObject parameters = object("textDocument", document);
        JsonArray changes = new JsonArray();
        changes.add(change);
        parameters.add("contentChanges", changes);
        tell("textDocument/didChange", parameters);
    }

    /** Replaces the first of some text; what is wrong then. */
    List<JsonObject> replace(String uri, String old, String now) throws IOException {
        int at = texts.get(uri).indexOf(old);
        if (at < 0) {
            throw new AssertionError("no `" + old + "` in " + uri);
        }
        type(uri, at, at + old.length(), now);
        return diagnostics(uri);
    }

    void close(String uri) throws IOException {
        tell("textDocument/didClose", object("textDocument", document(uri)));
    }

    /** What is wrong with the text as it is now. */
    List<JsonObject> diagnostics(String uri) {
        int version = versions.get(uri);
        JsonObject told = await(() -> {
            JsonObject last = diagnostics.get(uri);
            return last != null && last.has("version") && last.get("version").getAsInt() == version ? last : null;
        }, "diagnostics of version " + version + " of " + uri);
        return list(told.get("diagnostics"));
    }

    /** What is wrong once it is what a test waits for. */
    List<JsonObject> diagnosticsUntil(String uri, java.util.function.Predicate<List<JsonObject>> wanted) {
        return await(() -> {
            JsonObject last = diagnostics.get(uri);
            return last != null && wanted.test(list(last.get("diagnostics"))) ? list(last.get("diagnostics")) : null;
        }, "diagnostics of " + uri + " as wanted, but " + diagnostics.get(uri));
    }

    // --- questions

    static JsonObject object(String name, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(name, value);
        return object;
    }

    static JsonObject document(String uri) {
        return object("uri", GSON.toJsonTree(uri));
    }

    static List<JsonObject> list(JsonElement array) {
        List<JsonObject> all = new ArrayList<>();
        if (array != null && array.isJsonArray()) {
            array.getAsJsonArray().forEach(one -> all.add(one.getAsJsonObject()));
        }
        return all;
    }

    static JsonObject position(String text, int offset) {
        int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
        JsonObject position = new JsonObject();
        position.addProperty("line", line);
        position.addProperty("character", offset - (text.lastIndexOf('\n', offset - 1) + 1));
        return position;
    }

    static int offset(String text, JsonObject position) {
        int at = 0;
        for (int i = 0; i < position.get("line").getAsInt(); i++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at + position.get("character").getAsInt();
    }

    /** The text that a range marks. */
    static String marked(String text, JsonObject range) {
        return text.substring(offset(text, range.getAsJsonObject("start")), offset(text, range.getAsJsonObject("end")));
    }

    /** The parameters of a question about the place of a bar in a piece of the text. */
    JsonObject at(String uri, String piece) {
        int bar = piece.indexOf('|');
        String plain = piece.substring(0, bar) + piece.substring(bar + 1);
        int at = texts.get(uri).indexOf(plain);
        if (at < 0) {
            throw new AssertionError("no `" + plain + "` in " + texts.get(uri));
        }
        JsonObject parameters = object("textDocument", document(uri));
        parameters.add("position", position(texts.get(uri), at + bar));
        return parameters;
    }

    /** Parameters about all of a file. */
    JsonObject whole(String uri) {
        JsonObject parameters = object("textDocument", document(uri));
        JsonObject range = new JsonObject();
        range.add("start", position(texts.get(uri), 0));
        range.add("end", position(texts.get(uri), texts.get(uri).length()));
        parameters.add("range", range);
        JsonObject context = object("diagnostics", new JsonArray());
        context.addProperty("triggerKind", 1);
        parameters.add("context", context);
        parameters.add("options", GSON.toJsonTree(Map.of("tabSize", 4, "insertSpaces", true)));
        return parameters;
    }

    /** A text with edits made, the last first. */
    static String edited(String text, List<JsonObject> edits) {
        String result = text;
        List<JsonObject> sorted = new ArrayList<>(edits);
        sorted.sort((a, b) -> offset(text, b.getAsJsonObject("range").getAsJsonObject("start")) - offset(text, a.getAsJsonObject("range").getAsJsonObject("start")));
        for (JsonObject edit : sorted) {
            JsonObject range = edit.getAsJsonObject("range");
            result = result.substring(0, offset(text, range.getAsJsonObject("start"))) + edit.get("newText").getAsString()
                    + result.substring(offset(text, range.getAsJsonObject("end")));
        }
        return result;
    }

    /** Says good-bye; the exit status. */
    int end() throws IOException, InterruptedException {
        ask("shutdown", JsonNull.INSTANCE);
        tell("exit", JsonNull.INSTANCE);
        return exitStatus();
    }

    /** Ends the stream without a word. */
    void hangUp() throws IOException {
        out.close();
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(said);
    }
}
