// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.runtime.ANTLRStringStream;
import org.antlr.runtime.CharStream;
import org.antlr.runtime.CommonToken;
import org.antlr.runtime.Token;
import org.antlr.runtime.TokenSource;
import org.vbus.lang.parser.antlr.VbusParser;

/** The generated parser, reading keywords as names where a name must stand. */
public class VbusTokens extends VbusParser {
    /**
     * One word as the parser would read it.
     *
     * @param rule name of the terminal rule that it is of, without {@code RULE_}; empty for a keyword or a symbol
     * @param offset of its first character
     */
    public record Word(String text, String rule, int offset) {
        /** Just behind it. */
        public int end() {
            return offset + text.length();
        }
    }

    /** The words of a text that may end anywhere, without blanks and comments. */
    public List<Word> words(String text) {
        TokenSource tokens = createLexer(new ANTLRStringStream(text));
        List<Word> words = new ArrayList<>();
        for (Token token = tokens.nextToken(); token.getType() != Token.EOF; token = tokens.nextToken()) {
            String kind = getTokenDefProvider().getTokenDefMap().getOrDefault(token.getType(), "");
            String rule = kind.startsWith("RULE_") ? kind.substring("RULE_".length()) : "";
            if (!rule.equals("WS") && !rule.endsWith("COMMENT") && token instanceof CommonToken word && word.getText() != null) {
                words.add(new Word(word.getText(), rule, word.getStartIndex()));
            }
        }
        return words;
    }

    @Override
    protected TokenSource createLexer(CharStream stream) {
        return new SoftKeywords(super.createLexer(stream), getTokenDefProvider().getTokenDefMap());
    }
}
