// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.List;
import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.Token;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.SyntaxErrorMessage;
import org.eclipse.xtext.parser.antlr.ISyntaxErrorMessageProvider;
import org.vbus.lang.diag.Message;

/** Says what was expected and what stands there instead. */
public class VbusSyntaxMessages implements ISyntaxErrorMessageProvider {
    private static final int MOST_SHOWN = 8;

    @Override
    public SyntaxErrorMessage getSyntaxErrorMessage(IParserErrorContext context) {
        RecognitionException error = context.getRecognitionException();
        Token token = error == null ? null : error.token;
        List<String> expected = context.getCurrentNode() == null ? List.of("a spec") : Expectations.at(context.getCurrentNode());
        ILeafNode last = context.getCurrentNode() == null ? null : Expectations.lastRead(context.getCurrentNode());
        String found = shown(token);
        Message message;
        if (last != null && token != null && tokensBetween(last, token)) {
            message = DOES_NOT_FOLLOW.of(found, "`" + tokenBefore(last, token) + "`");
        } else {
            message = EXPECTED.of(joined(expected), found);
            if (expected.contains("a name") && token != null && isWord(token.getText())) {
                message = message.hint(found + " is a word of the language; write `^" + token.getText() + "` to use it as a name");
            } else if (expected.size() == 1 && expected.get(0).startsWith("`")) {
                message = message.hint("write " + expected.get(0) + " before " + found);
            }
        }
        return wrapped(message);
    }

    @Override
    public SyntaxErrorMessage getSyntaxErrorMessage(IValueConverterErrorContext context) {
        return wrapped(BAD_STRING.of(context.getDefaultMessage()));
    }

    /** Xtext carries a code and strings; the hint is the first of them. */
    private static SyntaxErrorMessage wrapped(Message message) {
        String[] data = message.hint().map(hint -> new String[] {hint}).orElse(new String[0]);
        return new SyntaxErrorMessage(message.text(), message.problem().code(), data);
    }

    /** The parser looked further than the next token before it gave up. */
    private static boolean tokensBetween(ILeafNode last, Token token) {
        return tokenBefore(last, token) != null;
    }

    private static String tokenBefore(ILeafNode last, Token token) {
        if (!(token instanceof org.antlr.runtime.CommonToken common) || common.getType() == Token.EOF || common.getInputStream() == null) {
            return null;
        }
        int from = last.getOffset() + last.getLength();
        if (common.getStartIndex() <= from) {
            return null;
        }
        String between = common.getInputStream().substring(from, common.getStartIndex() - 1)
                .replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("//[^\\n]*", " ").strip();
        return between.isEmpty() ? null : between.substring(between.lastIndexOf(' ') + 1);
    }

    private static String shown(Token token) {
        return token == null || token.getType() == Token.EOF ? "the end of the file" : "`" + token.getText() + "`";
    }

    private static boolean isWord(String text) {
        return text != null && !text.isEmpty() && Character.isLetter(text.charAt(0));
    }

    private static String joined(List<String> expected) {
        List<String> shown = expected.size() > MOST_SHOWN ? expected.subList(0, MOST_SHOWN) : expected;
        if (shown.isEmpty()) {
            return "something else";
        }
        if (shown.size() == 1) {
            return shown.get(0);
        }
        return String.join(", ", shown.subList(0, shown.size() - 1)) + " or " + shown.get(shown.size() - 1);
    }
}
