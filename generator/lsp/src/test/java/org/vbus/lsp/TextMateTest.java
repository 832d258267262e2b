// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.xtext.GrammarUtil;
import org.junit.jupiter.api.Test;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.syntax.VbusTokens.Word;

/** The grammar by which editors colour a text before the server has seen it knows every keyword of the language, and no comment or string from a word. */
class TextMateTest {
    private static final Path GRAMMAR = Path.of("../vscode/syntaxes/vbus.tmLanguage.json");
    private static final Path SPECS = Path.of("../../abi-specs");

    private final FrontEnd language = FrontEnd.create();
    private final JsonObject grammar = read();

    /** A part of a text and the scope that it has. */
    private record Scoped(int from, int to, String scope) { }

    private static JsonObject read() {
        try {
            return JsonParser.parseString(Files.readString(GRAMMAR)).getAsJsonObject();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Patterns with their includes put in. */
    private List<JsonObject> patterns(JsonObject from) {
        List<JsonObject> all = new ArrayList<>();
        for (JsonElement one : from.getAsJsonArray("patterns")) {
            JsonObject pattern = one.getAsJsonObject();
            if (pattern.has("include")) {
                all.addAll(patterns(grammar.getAsJsonObject("repository").getAsJsonObject(pattern.get("include").getAsString().substring(1))));
            } else {
                all.add(pattern);
            }
        }
        return all;
    }

    /** As editors do it: of all patterns the one that matches first, of those that match at one place the first. */
    private List<Scoped> scopes(String text) {
        List<JsonObject> patterns = patterns(grammar);
        List<Scoped> scopes = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Matcher best = null;
            JsonObject chosen = null;
            for (JsonObject pattern : patterns) {
                Matcher matcher = Pattern.compile(pattern.get(pattern.has("begin") ? "begin" : "match").getAsString(), Pattern.MULTILINE).matcher(text);
                if (matcher.find(at) && (best == null || matcher.start() < best.start())) {
                    best = matcher;
                    chosen = pattern;
                }
            }
            if (best == null) {
                return scopes;
            }
            int end = best.end();
            if (chosen.has("begin")) {
                Matcher close = Pattern.compile(chosen.get("end").getAsString(), Pattern.MULTILINE).matcher(text);
                end = close.find(best.end()) ? close.end() : text.length();
            }
            if (chosen.has("name")) {
                scopes.add(new Scoped(best.start(), end, chosen.get("name").getAsString()));
            }
            if (chosen.has("captures")) {
                for (String group : chosen.getAsJsonObject("captures").keySet()) {
                    scopes.add(new Scoped(best.start(Integer.parseInt(group)), best.end(Integer.parseInt(group)),
                            chosen.getAsJsonObject("captures").getAsJsonObject(group).get("name").getAsString()));
                }
            }
            at = Math.max(end, best.start() + 1);
        }
        return scopes;
    }

    private static String scope(List<Scoped> scopes, int offset) {
        return scopes.stream().filter(one -> one.from() <= offset && offset < one.to()).map(Scoped::scope).findFirst().orElse("");
    }

    @Test
    void everyKeywordIsOne() {
        Set<String> words = new TreeSet<>(GrammarUtil.getAllKeywords(language.grammar().getGrammar()));
        words.removeIf(word -> !Character.isLetter(word.charAt(0)));
        assertThat(words).hasSizeGreaterThan(100).allSatisfy(word -> assertThat(scope(scopes("x = 1 " + word + " 1"), 6)).as(word).matches("(keyword|storage|support\\.type)\\..*"));
    }

    @Test
    void noOtherWordIsOne() {
        for (String word : List.of("venet", "structure", "u128", "ringing", "linkup", "sizes")) {
            assertThat(scope(scopes("x = 1 " + word + " 1"), 6)).as(word).isEmpty();
        }
    }

    @Test
    void commentsStringsAndNumbers() {
        String text = "/** doc struct */ /* struct */ \"struct \\\" x\" // struct\nstruct a { b : u32 = 0x1f }";
        List<Scoped> scopes = scopes(text);
        assertThat(scope(scopes, 8)).startsWith("comment.block.documentation");
        assertThat(scope(scopes, 22)).isEqualTo("comment.block.vbus");
        assertThat(scope(scopes, text.indexOf("// struct") + 4)).startsWith("comment.line");
        assertThat(scope(scopes, text.indexOf("\nstruct") + 2)).isEqualTo("keyword.declaration.vbus");
        assertThat(scope(scopes, text.indexOf("0x1f"))).startsWith("constant.numeric");
        assertThat(scope(scopes, text.indexOf("u32"))).isEqualTo("support.type.vbus");
    }

    @Test
    void theWordsOfTheSpecsAreTold() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SPECS)) {
            files = all.filter(path -> path.toString().endsWith(".vbus")).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            String text = Files.readString(file);
            List<Scoped> scopes = scopes(text);
            for (Word word : language.words(text)) {
                String scope = scope(scopes, word.offset());
                boolean keyword = word.rule().isEmpty() && Character.isLetter(word.text().charAt(0));
                // a comment or a string that swallowed a word, or the other way round
                assertThat(scope).as("%s at %d of %s", word.text(), word.offset(), file).doesNotStartWith("comment");
                assertThat(scope.startsWith("string")).as("%s at %d of %s", word.text(), word.offset(), file).isEqualTo(word.rule().equals("STRING"));
                if (keyword) {
                    assertThat(scope).as("%s at %d of %s", word.text(), word.offset(), file).isNotEmpty();
                }
            }
        }
    }
}
