// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.List;
import java.util.Set;
import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.Token;
import org.antlr.runtime.TokenStream;
import org.eclipse.xtext.nodemodel.SyntaxErrorMessage;
import org.eclipse.xtext.parser.antlr.ISyntaxErrorMessageProvider;
import org.vbus.lang.diag.Message;

/** Says what was expected and what stands there instead. */
public class VbusSyntaxMessages implements ISyntaxErrorMessageProvider {
    private static final int MOST_SHOWN = 8;
    /** What stands behind the name of a field or a literal. */
    private static final Set<String> NAMED = Set.of(":", "=");

    @Override
    public SyntaxErrorMessage getSyntaxErrorMessage(IParserErrorContext context) {
        RecognitionException error = context.getRecognitionException();
        Token token = error == null ? null : error.token;
        String found = shown(token);
        if (context.getCurrentNode() == null) {
            return wrapped(EXPECTED.of("a spec", found));
        }
        Set<String> tokens = Expectations.tokensAt(context.getCurrentNode());
        if (tokens.contains(found)) {
            // the word itself may stand here; what follows it may not
            return wrapped(DOES_NOT_FOLLOW.of(shown(next(error, token)), found));
        }
        List<String> expected = Expectations.at(context.getCurrentNode());
        Message message = EXPECTED.of(joined(expected), found);
        if (tokens.contains("ID") && token != null && isWord(token.getText())) {
            message = message.hint(found + " is a word of the language; write `^" + token.getText() + "` to use it as a name");
            Token next = next(error, token);
            if (next != null && NAMED.contains(next.getText())) {
                message = message.instead(token.getText(), "^" + token.getText());
            }
        } else if (expected.size() == 1 && expected.get(0).startsWith("`")) {
            message = message.hint("write " + expected.get(0) + " before " + found);
            if (token != null && token.getType() != Token.EOF) {
                message = message.instead(token.getText(), expected.get(0).replace("`", "") + " " + token.getText());
            }
        }
        return wrapped(message);
    }

    @Override
    public SyntaxErrorMessage getSyntaxErrorMessage(IValueConverterErrorContext context) {
        return wrapped(BAD_STRING.of(context.getDefaultMessage()));
    }

    /** Xtext carries a code and strings. */
    private static SyntaxErrorMessage wrapped(Message message) {
        return new SyntaxErrorMessage(message.text(), message.problem().code(), message.data());
    }

    private static Token next(RecognitionException error, Token token) {
        if (!(error.input instanceof TokenStream stream)) {
            return null;
        }
        for (int i = token.getTokenIndex() + 1; i < stream.size(); i++) {
            if (stream.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
                return stream.get(i);
            }
        }
        return null;
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
