// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.source;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.vbus.lang.diag.Message;
import org.vbus.lang.diag.Reporter;

/**
 * Reads a text once, from left to right and without recursion, before the parser sees it. What passes cannot exhaust the
 * parser's stack or memory, and the faults that a parser explains worst (an open comment, a missing brace) are told here.
 */
public final class SourceScan {
    /** Braces, parentheses and brackets inside one another. */
    public static final int MAX_NESTING = 64;
    /** Characters of one name or number. */
    public static final int MAX_TOKEN = 128;
    /** Characters of one string. */
    public static final int MAX_STRING = 1024;
    /** Operators of one expression: each is a level of the parser's recursion or of the tree. */
    public static final int MAX_OPERATORS = 256;

    /** Names joined by dots into one. */
    public static final int MAX_PARTS = 16;

    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "not", "in");

    private record Open(char bracket, int offset) { }

    private final SourceText source;
    private final String text;
    private final Reporter reporter;
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;
    private int operators;
    private int dots;

    private SourceScan(SourceText source, Reporter reporter) {
        this.source = source;
        this.text = source.text();
        this.reporter = reporter;
    }

    /** What came of a scan. */
    public enum Verdict {
        /** Nothing is wrong so far. */
        PASSES,
        /** All of it was seen, and only something is not closed yet: it may be parsed by who is content with a part. */
        OPEN,
        /** It must not be parsed. */
        REFUSED
    }

    /** Scans a text; false means that it must not be parsed. */
    public static boolean passes(SourceText source, Reporter reporter) {
        return look(source, reporter) == Verdict.PASSES;
    }

    /** Scans a text. */
    public static Verdict look(SourceText source, Reporter reporter) {
        int before = reporter.errors();
        SourceScan scan = new SourceScan(source, reporter);
        scan.scan();
        return reporter.errors() == before ? Verdict.PASSES : scan.at >= scan.text.length() ? Verdict.OPEN : Verdict.REFUSED;
    }

    private void scan() {
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean more = true;
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' && !loneReturn(at)) {
                at++;
            } else if (text.startsWith("//", at)) {
                more = comment(endOfLine(at), 0);
            } else if (text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                more = close < 0 ? stop(at, 2, OPEN_COMMENT.here().insert(source.origin(written(at), 0), " */")) : comment(close, 2);
            } else if (c == '"' || c == '\'') {
                more = string(c);
            } else if (isDigit(c)) {
                more = number();
            } else if (isLetter(c) || c == '^') {
                more = name();
            } else {
                more = symbol(c);
            }
            if (!more) {
                return;
            }
        }
        if (!open.isEmpty()) {
            Open last = open.peek();
            stop(last.offset(), 1, NEVER_CLOSED.of(last.bracket(), closing(last.bracket()))
                    .insert(source.origin(text.length(), 0), String.valueOf(closing(last.bracket()))));
        }
    }

    private boolean stop(int offset, int length, Message message) {
        reporter.report(source.origin(offset, length), message);
        return false;
    }

    private boolean comment(int end, int closing) {
        for (int i = at; i < end; i++) {
            Optional<Message> bad = forbidden(i);
            if (bad.isPresent()) {
                return stop(i, 1, bad.get());
            }
        }
        at = end + closing;
        return true;
    }

    private boolean string(char quote) {
        int start = at;
        boolean escaped = false;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                break;
            }
            Optional<Message> bad = forbidden(i);
            if (bad.isPresent()) {
                return stop(i, 1, bad.get());
            }
            if (c == quote && !escaped) {
                at = i + 1;
                return at - start - 2 <= MAX_STRING || stop(start, at - start, TOKEN_TOO_LONG.of(at - start - 2, MAX_STRING));
            }
            if (escaped) {
                escaped = false;
                continue;
            }
            escaped = c == '\\';
        }
        int end = written(start);
        // a brace at the end of the line is rather that of a body
        while (end > start + 1 && text.charAt(end - 1) == '{' || end > start + 1 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        // a quote behind a backslash would not end it
        Message open = OPEN_STRING.of(quote);
        return stop(start, 1, text.charAt(end - 1) == '\\' ? open : open.insert(source.origin(end, 0), String.valueOf(quote)));
    }

    /** The end of what is written in a line, without the blanks at its end. */
    private int written(int from) {
        int end = endOfLine(from);
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private boolean number() {
        int start = at;
        boolean hex = text.startsWith("0x", at);
        at += hex ? 2 : 0;
        int digits = at;
        while (at < text.length() && (hex ? isHexDigit(text.charAt(at)) : isDigit(text.charAt(at)))) {
            at++;
        }
        boolean bad = at == digits;
        while (at < text.length() && (isDigit(text.charAt(at)) || isLetter(text.charAt(at)))) {
            bad = true;
            at++;
        }
        if (at - start > MAX_TOKEN) {
            return stop(start, at - start, TOKEN_TOO_LONG.of(at - start, MAX_TOKEN));
        }
        return !bad || stop(start, at - start, BAD_NUMBER.of(text.substring(start, at)));
    }

    private boolean name() {
        int start = at++;
        while (at < text.length() && (isDigit(text.charAt(at)) || isLetter(text.charAt(at)))) {
            at++;
        }
        if (at - start > MAX_TOKEN) {
            return stop(start, at - start, TOKEN_TOO_LONG.of(at - start, MAX_TOKEN));
        }
        if (previous(start) != '.') {
            dots = 0;
        }
        return !WORD_OPERATORS.contains(text.substring(start, at)) || operator(start);
    }

    /** The last character before an offset that is not a blank. */
    private char previous(int offset) {
        int i = offset - 1;
        while (i >= 0 && text.charAt(i) <= ' ') {
            i--;
        }
        return i < 0 ? ' ' : text.charAt(i);
    }

    private boolean symbol(char c) {
        dots = c == '.' ? dots : 0;
        switch (c) {
            case '{', '(', '[':
                open.push(new Open(c, at));
                if (open.size() > MAX_NESTING) {
                    return stop(at, 1, TOO_DEEP.of(MAX_NESTING));
                }
                // what a parenthesis holds still belongs to the expression around it
                operators = c == '(' ? operators : 0;
                at++;
                return true;
            case '}', ')', ']':
                return close(c);
            case ':', ',', '=', '@':
                operators = c == '=' && (text.startsWith("==", at) || at > 0 && "=!<>".indexOf(text.charAt(at - 1)) >= 0) ? operators : 0;
                at++;
                return true;
            case '.':
                if (++dots > MAX_PARTS) {
                    return stop(at, 1, TOO_MANY_PARTS.of(MAX_PARTS));
                }
                at++;
                return true;
            case '+', '-', '*', '/', '%', '|', '&', '<', '>', '!', '~':
                return operator(at++);
            default:
                return stop(at, Character.charCount(text.codePointAt(at)), forbidden(at).orElseGet(() -> STRAY_CHARACTER.of(shown(at)).replace("")));
        }
    }

    private boolean operator(int offset) {
        return ++operators <= MAX_OPERATORS || stop(offset, 1, TOO_MANY_OPERATORS.of(MAX_OPERATORS));
    }

    private boolean close(char c) {
        if (open.isEmpty()) {
            return stop(at, 1, NEVER_OPENED.of(c).replace(""));
        }
        Open last = open.pop();
        if (closing(last.bracket()) != c) {
            return stop(at, 1, WRONG_CLOSE.of(c, closing(last.bracket())).replace(String.valueOf(closing(last.bracket())))
                    .note("`" + last.bracket() + "` is open since here", source.origin(last.offset(), 1)));
        }
        operators = c == ')' ? operators : 0;
        at++;
        return true;
    }

    /** What must stand nowhere, not even in a comment. */
    private Optional<Message> forbidden(int i) {
        char c = text.charAt(i);
        if (c == 0) {
            return Optional.of(NUL_BYTE.here().replace(""));
        }
        if (c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069' || c == '\u200e' || c == '\u200f' || c == '\u061c') {
            return Optional.of(BIDI_CONTROL.of(shown(i)).replace(""));
        }
        // the lexer ends a `//` comment there, and this scan and editors count lines by line feeds
        if (loneReturn(i)) {
            return Optional.of(LONE_RETURN.here().replace("\n"));
        }
        if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f) {
            return Optional.of(STRAY_CHARACTER.of(shown(i)).replace(""));
        }
        return Optional.empty();
    }

    private boolean loneReturn(int i) {
        return text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
    }

    private String shown(int i) {
        int c = text.codePointAt(i);
        return c > ' ' && c < 0x7f ? "`" + (char) c + "`" : String.format(java.util.Locale.ROOT, "U+%04X", c);
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static char closing(char bracket) {
        return bracket == '{' ? '}' : bracket == '(' ? ')' : ']';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(char c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
