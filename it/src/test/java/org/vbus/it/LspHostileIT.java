// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no editor should do, and what everybody's keyboard does: the server answers and goes on, and shows nobody its stack. */
class LspHostileIT {
    private static final Path VENET = Home.SPECS.resolve("venet/venet.vbus");
    private static final int EDITS = Integer.getInteger("vbus.lsp.edits", 1000);
    private static final long SEED = Long.getLong("vbus.lsp.seed", 1);
    private static final List<String> PIECES = List.of("{", "}", "(", ")", "[", "]", "\"", "/*", "*/", "//", "\n", " ", ".", ",", ":", "=", "->", "..", "@", "0x", "struct ", "device ",
            "ring ", "removed ", "where ", "if ", "enum e : u8 { A = 1 }", "u64", "le16[3]", "import linux.", "package ", "\u00e9", "\ud83d\ude00", "\u202e", "\r", "\0", "^", "import linux.vbus.*\n",
            "union by ", "bits u8 { a : 3 }", "call C = 9 (in a : u8[b])", "-1", "99999999999999999999", "sum(", "not ", "1..2");

    @TempDir
    private Path dir;

    private LspClient editor;

    @AfterEach
    void end() throws IOException {
        editor.close();
    }

    private void isWell() throws IOException, InterruptedException {
        Path file = Files.writeString(dir.resolve("well.vbus"), "package acme.well\nstruct s { a : u32  b : nothing }\n");
        assertThat(editor.open(file)).extracting(one -> one.get("code").getAsString()).containsExactly("VB0201");
        assertThat(editor.end()).isZero();
        assertThat(editor.said()).doesNotContain("\tat ").doesNotContain("internal error");
    }

    @Test
    void randomEditsAndQuestions() throws IOException, InterruptedException {
        editor = LspClient.of(Home.SPECS);
        editor.open(VENET);
        String uri = LspClient.uri(VENET);
        Random random = new Random(SEED);
        for (int i = 0; i < EDITS; i++) {
            String text = editor.text(uri);
            if (i % 50 == 0) {
                // from the beginning, so that edits meet a text that means something
                editor.type(uri, 0, text.length(), Files.readString(VENET));
                text = editor.text(uri);
            }
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + (random.nextBoolean() ? 0 : random.nextInt(random.nextInt(20) == 0 ? 400 : 12)));
            String piece = random.nextInt(3) == 0 ? "" : random.nextInt(5) == 0 ? text.substring(Math.max(0, from - random.nextInt(80)), from) : PIECES.get(random.nextInt(PIECES.size()));
            editor.type(uri, from, to, piece);
            question(uri, random, i);
        }
        editor.diagnostics(uri);
        isWell();
    }

    /** Each edit is followed by a question; its answer may be empty or refused, but not that the server failed. */
    private void question(String uri, Random random, int i) throws IOException {
        String text = editor.text(uri);
        JsonObject parameters = editor.whole(uri);
        parameters.add("position", LspClient.position(text, random.nextInt(text.length() + 1)));
        String method = List.of("completion", "hover", "definition", "references", "rename", "prepareRename", "documentSymbol", "semanticTokens/full", "inlayHint",
                "formatting", "codeAction", "foldingRange", "documentHighlight", "rangeFormatting", "typeDefinition").get(i % 15);
        if (method.equals("references")) {
            parameters.getAsJsonObject("context").addProperty("includeDeclaration", true);
        }
        parameters.addProperty("newName", "renamed");
        int id = editor.begin("textDocument/" + method, parameters);
        if (random.nextInt(10) == 0) {
            // cancelled, as editors do with the next key
            editor.tell("$/cancelRequest", LspClient.object("id", new com.google.gson.JsonPrimitive(id)));
        }
        JsonObject answer = editor.answer(id);
        if (answer.has("error")) {
            assertThat(answer.getAsJsonObject("error").get("code").getAsInt()).as("edit %d of seed %d, %s: %s in\n%s", i, SEED, method, answer, text).isIn(-32803, -32800);
        }
        if (i % 5 == 0) {
            editor.diagnostics(uri);
        }
    }

    @Test
    void messagesThatAreNone() throws IOException, InterruptedException {
        editor = LspClient.of(dir);
        for (String body : List.of("", "{", "[]", "null", "42", "\"text\"", "{}", "{\"jsonrpc\":\"2.0\"}", "{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":42}",
                "{\"jsonrpc\":\"2.0\",\"id\":901,\"method\":\"textDocument/hover\",\"params\":[]}", "{\"jsonrpc\":\"2.0\",\"id\":902,\"method\":\"textDocument/hover\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":903,\"method\":\"no/such\",\"params\":{}}", "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"file:///no\",\"version\":1},\"contentChanges\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":904,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"%%%\"},\"position\":{\"line\":-1,\"character\":99999}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":905,\"method\":\"textDocument/completion\",\"params\":{\"textDocument\":{\"uri\":\"file:///no/such\"},\"position\":{\"line\":7,\"character\":7}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":906,\"result\":{}}", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"shutdown\"}", "[[[[[[[[[[".repeat(5000), "\u00ff\u0000")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            editor.raw(("Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            editor.raw(bytes);
        }
        editor.raw("Content-Length: none\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        editor.raw("Content-Type: what\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
        for (int id : new int[] {901, 902, 903}) {
            assertThat(editor.answer(id).has("error")).as("answer to " + id).isTrue();
        }
        isWell();
    }

    @Test
    void anEditorThatIsGoneTakesTheServerWithIt() throws IOException, InterruptedException {
        editor = LspClient.of(dir);
        editor.tell("exit", com.google.gson.JsonNull.INSTANCE);
        assertThat(editor.exitStatus()).as("exit without shutdown").isEqualTo(1);
        editor.close();
        editor = LspClient.of(dir);
        editor.hangUp();
        assertThat(editor.exitStatus()).as("end of the stream").isEqualTo(1);
    }

    @Test
    void textsThatNobodyCanParse() throws IOException, InterruptedException {
        editor = LspClient.of(dir);
        for (String text : List.of("(".repeat(100_000), "package p\nconst A = " + "1+".repeat(5000) + "1\n", "a".repeat(2_000_000), "\ufeffpackage p\n", "package p\n\0", "/*", "package",
                "package p\nstruct s { a : u8[b }", "package p\n" + "struct s { ".repeat(60), "package p\nimport p.*\nimport q.\n", "package \nimport ")) {
            editor.open("untitled:odd", text);
            for (String method : List.of("documentSymbol", "semanticTokens/full", "foldingRange", "formatting", "inlayHint", "codeAction")) {
                editor.ask("textDocument/" + method, editor.whole("untitled:odd"));
            }
            JsonObject parameters = editor.whole("untitled:odd");
            parameters.add("position", LspClient.position(text, text.length()));
            editor.ask("textDocument/completion", parameters);
            editor.ask("textDocument/hover", parameters);
        }
        isWell();
    }
}
