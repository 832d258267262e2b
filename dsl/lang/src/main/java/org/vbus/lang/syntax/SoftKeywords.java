// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.runtime.Token;
import org.antlr.runtime.TokenSource;

/**
 * Tokens in which a keyword is a plain name wherever a name is declared: before a colon, beside a dot, after the word that
 * declares, and as a literal of an enum, flags or features. The grammar alone cannot say that of a word such as {@code if}:
 * no finite lookahead tells it from a condition.
 */
final class SoftKeywords implements TokenSource {
    private static final Set<String> HIDDEN = Set.of("RULE_WS", "RULE_ML_COMMENT", "RULE_SL_COMMENT");
    /** Words before a name, and what must follow that name: otherwise the first word is a name itself. */
    private static final Map<String, Set<String>> DECLARING = Map.ofEntries(
            Map.entry("const", Set.of("=")), Map.entry("version", Set.of("=")), Map.entry("ring", Set.of("=")),
            Map.entry("region", Set.of("=")), Map.entry("call", Set.of("=")), Map.entry("let", Set.of("=")),
            Map.entry("request", Set.of("=")), Map.entry("ioctl", Set.of("=")), Map.entry("queue", Set.of("=", "[")),
            Map.entry("features", Set.of("=", "as", "via", "emit", "{")),
            Map.entry("struct", Set.of("{", "size", "align", "packed", "sized", "for")),
            Map.entry("device", Set.of("\"", "virtio", "version", "{")), Map.entry("model", Set.of("\"")),
            Map.entry("chardev", Set.of("\"")));
    /** Behind these a word names something that exists. */
    private static final Set<String> REFERRING = Set.of("->", "by", ",", "unit", "implements", "for");
    private static final Set<String> BODIES = Set.of("enum", "flags", "features", "struct", "union", "bits", "device", "model", "chardev",
            "ringtype", "queue");
    private static final Set<String> BODIES_OF_LITERALS = Set.of("enum", "flags", "features");
    private static final Set<String> REMOVABLE = Set.of("const", "version", "type", "struct", "enum", "flags", "ringtype", "device", "model",
            "chardev", "features", "ring", "region", "call", "queue", "request", "attribute", "ioctl");
    private static final Set<String> FUNCTIONS = Set.of("sum", "sizeof");

    private final TokenSource source;
    private final Map<Integer, String> kinds;
    private final int name;
    private final List<Token> all = new ArrayList<>();
    private int next;

    /** Reads all of {@code source}; {@code kinds} are the token types with the grammar's names. */
    SoftKeywords(TokenSource source, Map<Integer, String> kinds) {
        this.source = source;
        this.kinds = kinds;
        this.name = kinds.entrySet().stream().filter(entry -> entry.getValue().equals("RULE_ID")).mapToInt(Map.Entry::getKey)
                .findFirst().orElseThrow();
        read();
    }

    @Override
    public Token nextToken() {
        return next < all.size() ? all.get(next++) : all.get(all.size() - 1);
    }

    @Override
    public String getSourceName() {
        return source.getSourceName();
    }

    private void read() {
        List<Token> seen = new ArrayList<>();
        for (Token token = source.nextToken(); ; token = source.nextToken()) {
            all.add(token);
            if (token.getType() == Token.EOF) {
                break;
            }
            // a character that begins no token has a type without a name
            if (!HIDDEN.contains(kinds.getOrDefault(token.getType(), ""))) {
                seen.add(token);
            }
        }
        Deque<Boolean> literals = new ArrayDeque<>();
        String body = "";
        for (int i = 0; i < seen.size(); i++) {
            Token token = seen.get(i);
            String text = text(seen, i);
            if (text.equals("{")) {
                literals.push(BODIES_OF_LITERALS.contains(body));
            } else if (text.equals("}")) {
                literals.poll();
                body = "";
            }
            if (!isKeyword(token)) {
                continue;
            }
            if (isName(seen, i, Boolean.TRUE.equals(literals.peek()))) {
                token.setType(name);
            } else if (BODIES.contains(text) && !text(seen, i - 1).equals("emit")) {
                body = text;
            }
        }
    }

    private boolean isKeyword(Token token) {
        return token.getType() != name && Character.isLetter(token.getText().charAt(0)) && !kinds.getOrDefault(token.getType(), "").startsWith("RULE_");
    }

    private boolean isName(List<Token> seen, int at, boolean amongLiterals) {
        String before = text(seen, at - 1);
        String after = text(seen, at + 1);
        if (after.equals(":") || after.equals(".") || after.equals(".*") || before.equals(".") || amongLiterals && after.equals("=")) {
            return true;
        }
        if (FUNCTIONS.contains(text(seen, at)) && !after.equals("(")) {
            return true;
        }
        if (removes(seen, at)) {
            return true;
        }
        boolean refers = at > 1 && seen.get(at - 2).getType() != name && REFERRING.contains(text(seen, at - 2));
        boolean declares = at > 0 && seen.get(at - 1).getType() != name && !refers;
        return declares && DECLARING.getOrDefault(before, Set.of()).contains(after.startsWith("\"") ? "\"" : after);
    }

    /** Behind {@code removed} and the word of a kind stands a name. */
    private boolean removes(List<Token> seen, int at) {
        return at > 1 && text(seen, at - 2).equals("removed") && seen.get(at - 2).getType() != name
                && seen.get(at - 1).getType() != name && REMOVABLE.contains(text(seen, at - 1));
    }

    private static String text(List<Token> seen, int at) {
        return at < 0 || at >= seen.size() ? "" : seen.get(at).getText();
    }
}
