// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import static org.vbus.lang.diag.Catalogue.NOT_FORMATTED;

import com.google.inject.Inject;
import com.google.inject.Provider;
import com.google.inject.name.Named;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.runtime.ANTLRStringStream;
import org.antlr.runtime.Token;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.parser.IParseResult;
import org.eclipse.xtext.parser.IParser;
import org.eclipse.xtext.parser.antlr.Lexer;
import org.eclipse.xtext.parser.antlr.LexerBindings;
import org.vbus.lang.Language;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.source.SourceScan;
import org.vbus.lang.source.SourceText;
import org.vbus.lang.syntax.Loader;

/**
 * Writes specs the one way. Words and comments stay as they are and where they are; only blanks and line breaks change. What is formatted already
 * stays as it is. One thread uses it at a time.
 */
public final class Formatter {
    private final IParser parser;
    private final Provider<Lexer> lexers;

    @Inject
    Formatter(IParser parser, @Named(LexerBindings.RUNTIME) Provider<Lexer> lexers) {
        this.parser = parser;
        this.lexers = lexers;
    }

    /** A formatter with a language of its own. */
    public static Formatter create() {
        return Language.injector().getInstance(Formatter.class);
    }

    /**
     * The formatted text, which ends in LF and has no other line ends.
     *
     * @return empty when the source is not a spec by its syntax, which has then been reported; what its names mean does not matter
     */
    public Optional<String> format(SourceText source, Reporter reporter) {
        if (!SourceScan.passes(source, reporter)) {
            return Optional.empty();
        }
        IParseResult parsed = parser.parse(new StringReader(source.text()));
        if (!Loader.passes(parsed, source, reporter)) {
            return Optional.empty();
        }
        return Optional.of(text(parsed.getRootNode(), source.text()));
    }

    /** Reports where a text first differs from its formatted one, if it does. */
    public static void compare(SourceText source, String formatted, Reporter reporter) {
        String text = source.text();
        int at = 0;
        while (at < text.length() && at < formatted.length() && text.charAt(at) == formatted.charAt(at)) {
            at++;
        }
        if (at == text.length() && at == formatted.length()) {
            return;
        }
        int begin = text.lastIndexOf('\n', at - 1) + 1;
        String is = line(text, begin);
        String becomes = line(formatted, begin);
        String what;
        if (at < text.length() && text.charAt(at) == '\r') {
            what = "lines end with LF alone";
        } else if (becomes.equals(is) || begin >= formatted.length()) {
            what = "the file ends with one line break";
        } else {
            what = becomes.isEmpty() ? "an empty line comes here" : "the line becomes `" + becomes + "`";
        }
        // an end of line shows nothing that could be marked
        int marked = Math.min(at, begin + Math.max(0, is.length() - 1));
        reporter.report(source.origin(marked, Math.max(1, begin + is.length() - marked)), NOT_FORMATTED.of(what));
    }

    private static String line(String text, int begin) {
        int end = begin < text.length() ? text.indexOf('\n', begin) : -1;
        String line = begin >= text.length() ? "" : text.substring(begin, end < 0 ? text.length() : end);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** The formatted text of a file that parses. */
    String text(ICompositeNode root, String source) {
        TreeBuilder.Tree tree = TreeBuilder.build(root, source);
        String text = String.join("\n", BlockPrinter.print(tree.file(), 0, true).lines()) + "\n";
        List<String> before = new ArrayList<>();
        for (Word word : tree.words()) {
            word.gap().comments().forEach(comment -> before.add(comment.bare()));
            before.add(word.text());
        }
        before.remove(before.size() - 1);
        if (!before.equals(words(text))) {
            throw new IllegalStateException("formatting would change more than blanks: " + difference(before, words(text)));
        }
        return text;
    }

    /** Words and comments of a text, without the blanks that formatting may change in a comment. */
    List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Lexer lexer = lexers.get();
        lexer.setCharStream(new ANTLRStringStream(text));
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            String written = token.getText();
            if (!written.isBlank()) {
                words.add(written.startsWith("//") || written.startsWith("/*") ? Comment.of(written.stripTrailing(), 0, 0).bare() : written);
            }
        }
        return words;
    }

    private static String difference(List<String> one, List<String> other) {
        int at = 0;
        while (at < one.size() && at < other.size() && one.get(at).equals(other.get(at))) {
            at++;
        }
        return (at < one.size() ? "`" + one.get(at) + "`" : "the end") + " became " + (at < other.size() ? "`" + other.get(at) + "`" : "the end");
    }
}
