// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types into a spec through a running server and looks at the clock. Run by `it/bench/lsp` as a source file: {@code java LspBench.java VBUSC LINES KEYS}. */
public final class LspBench {
    private static final Pattern VERSION = Pattern.compile("publishDiagnostics.*\"version\":(\\d+)", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("\"id\":\"?(\\d+)");
    private static final long PAUSE = 60;

    private final OutputStream out;
    private final InputStream in;
    private final String uri;
    private int version = 1;
    private int id;

    private LspBench(Process server, Path file) {
        this.out = server.getOutputStream();
        this.in = new BufferedInputStream(server.getInputStream());
        this.uri = file.toUri().toString();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int lines = Integer.parseInt(arguments[1]);
        int keys = Integer.parseInt(arguments[2]);
        Path folder = Files.createTempDirectory("lsp-bench");
        Path file = folder.resolve("big.vbus");
        Process server = new ProcessBuilder(arguments[0], "lsp").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            new LspBench(server, file).run(spec(lines), keys);
        } finally {
            server.destroy();
            Files.deleteIfExists(folder);
        }
    }

    private static String spec(int lines) {
        StringBuilder text = new StringBuilder("/** Much. */\npackage acme.big\nabi testing release 1.0\nimport linux.ioq.*\n\n");
        for (int n = 0, count = 5; count < lines; n++, count += 16) {
            text.append("/** Record ").append(n).append(". */\nstruct record").append(n).append(" {\n    /** Private to the driver. */\n    cookie : u64 opaque by driver\n")
                    .append("    length : u32 unit bytes\n    count  : u32 where count in 1..8\n    data   : u64 -> u8[length]\n    kind   : kind").append(n)
                    .append("\n    reserved 4\n}\n/** Kind ").append(n).append(". */\nenum kind").append(n).append(" : u32 as KIND").append(n).append("_ {\n    FIRST = 1\n    SECOND = 2\n}\n\n");
        }
        return text.toString();
    }

    private void run(String text, int keys) throws IOException, InterruptedException {
        ask("initialize", "{\"processId\":null,\"rootUri\":null,\"capabilities\":{}}");
        tell("initialized", "{}");
        long from = System.nanoTime();
        tell("textDocument/didOpen", "{\"textDocument\":{\"uri\":\"" + uri + "\",\"languageId\":\"vbus\",\"version\":1,\"text\":\"" + text.replace("\n", "\\n") + "\"}}");
        checked();
        print("from opening to what is wrong", List.of(milliseconds(from)));
        String[] lines = text.split("\n");
        int line = lines.length / 2;
        while (!lines[line].contains(" data ")) {
            line++;
        }
        List<Double> diagnostics = new ArrayList<>();
        List<Double> completions = new ArrayList<>();
        List<Double> afterKeys = new ArrayList<>();
        List<Double> hovers = new ArrayList<>();
        int written = 0;
        for (int i = 0; i < keys; i++) {
            // a name that grows and shrinks
            boolean grows = i / 20 % 2 == 0;
            from = System.nanoTime();
            edit(line, 4 + written, grows ? 0 : -1);
            written += grows ? 1 : -1;
            if (i % 4 == 3) {
                position("completion", line, 13 + written);
                add(afterKeys, from, i, keys);
                checked();
            } else {
                checked();
                add(diagnostics, from, i, keys);
            }
            from = System.nanoTime();
            position("completion", line + 1, 13);
            add(completions, from, i, keys);
            from = System.nanoTime();
            position("hover", line, 5);
            add(hovers, from, i, keys);
            Thread.sleep(PAUSE);
        }
        print("from a key to what is wrong", diagnostics);
        print("completion at once after a key", afterKeys);
        print("completion", completions);
        print("hover", hovers);
        System.out.println(lines.length + " lines, " + keys + " keys");
    }

    private static void add(List<Double> all, long from, int i, int keys) {
        if (i >= keys / 10) {
            all.add(milliseconds(from));
        }
    }

    private static double milliseconds(long from) {
        return (System.nanoTime() - from) / 1e6;
    }

    private static void print(String what, List<Double> all) {
        List<Double> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        System.out.println(String.format(Locale.ROOT, "%-32s median %6.1f ms   95%% %6.1f ms", what, sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.95))));
    }

    private void edit(int line, int column, int shrink) throws IOException {
        version++;
        tell("textDocument/didChange", "{\"textDocument\":{\"uri\":\"" + uri + "\",\"version\":" + version + "},\"contentChanges\":[{\"range\":{\"start\":{\"line\":" + line + ",\"character\":"
                + (column + shrink) + "},\"end\":{\"line\":" + line + ",\"character\":" + column + "}},\"text\":\"" + (shrink == 0 ? "x" : "") + "\"}]}");
    }

    private void position(String method, int line, int column) throws IOException {
        ask("textDocument/" + method, "{\"textDocument\":{\"uri\":\"" + uri + "\"},\"position\":{\"line\":" + line + ",\"character\":" + column + "}}");
    }

    private void tell(String method, String parameters) throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + parameters + "}");
    }

    private void ask(String method, String parameters) throws IOException {
        id++;
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}");
        while (true) {
            String message = read();
            Matcher found = ID.matcher(message.substring(0, Math.min(60, message.length())));
            seen(message);
            if (found.find() && Integer.parseInt(found.group(1)) == id) {
                if (message.contains("\"error\":{")) {
                    throw new IOException(method + ": " + message);
                }
                return;
            }
        }
    }

    private int checkedVersion;

    private void seen(String message) {
        Matcher found = VERSION.matcher(message);
        if (found.find()) {
            checkedVersion = Integer.parseInt(found.group(1));
        }
    }

    private void checked() throws IOException {
        while (checkedVersion != version) {
            seen(read());
        }
    }

    private void send(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(("Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    private String read() throws IOException {
        int length = -1;
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the server is gone");
            }
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String header = line.toString().strip();
            line.setLength(0);
            if (header.isEmpty()) {
                return new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
            if (header.startsWith("Content-Length:")) {
                length = Integer.parseInt(header.substring("Content-Length:".length()).strip());
            }
        }
    }
}
