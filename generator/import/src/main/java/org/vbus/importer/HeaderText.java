// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a header tells that no debug information has: which definitions are its own, in their order, and its comments. */
final class HeaderText {
    private static final Pattern TOKEN = Pattern.compile("/\\*.*?(?:\\*/|\\z)|//[^\n]*|(?m:^[ \t]*#(?:\\\\\r?\n|/\\*(?s:.*?)\\*/|[^\n])*)|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'|[A-Za-z_]\\w*|\\d\\w*|\\S",
            Pattern.DOTALL);
    private static final Pattern DEFINE = Pattern.compile("\\s*#\\s*define\\s+(\\w+)");
    private static final Pattern IN_LINE = Pattern.compile("/\\*(.*?)\\*/|//([^\n]*)", Pattern.DOTALL);
    private static final Pattern LICENCE = Pattern.compile("SPDX-License-Identifier:\\s*(.+?)\\s*(?:\\*/|$)", Pattern.MULTILINE);
    private static final int MAX_DOC = 600;

    private record Token(String text, int line, int lastLine) {
        boolean isComment() {
            return text.startsWith("/*") || text.startsWith("//");
        }

        boolean isWord() {
            return Character.isJavaIdentifierStart(text.charAt(0)) && text.charAt(0) != '$';
        }
    }

    private final String text;
    private final List<String> lines;
    private final List<Token> tokens = new ArrayList<>();
    private final Set<String> structs = new LinkedHashSet<>();
    private final Set<String> enumerators = new LinkedHashSet<>();
    private final Map<String, String> docs = new HashMap<>();

    HeaderText(String text) {
        this.text = text;
        this.lines = List.of(text.split("\n", -1));
        read();
        scan();
    }

    /** Of an object there is no text. */
    static HeaderText none() {
        return new HeaderText("");
    }

    /** Structs and unions that it defines, in its order. */
    Set<String> structs() {
        return structs;
    }

    /** Literals of its enums, in its order. */
    Set<String> enumerators() {
        return enumerators;
    }

    /** What a comment says of a struct, enumerator or macro, or of {@code struct.member}; empty if none does. */
    String doc(String name) {
        return docs.getOrDefault(name, "");
    }

    Optional<String> licence() {
        Matcher found = LICENCE.matcher(lines.get(0));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Whether an empty line or a declaration stands between two lines, which are numbered from 1. */
    boolean separates(int from, int to) {
        for (int i = from; i < to - 1 && i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.endsWith(";") || line.endsWith("{")) {
                return true;
            }
        }
        return false;
    }

    private void read() {
        Matcher matcher = TOKEN.matcher(text);
        int line = 1;
        int at = 0;
        while (matcher.find()) {
            line += breaks(at, matcher.start());
            int last = line + breaks(matcher.start(), matcher.end());
            tokens.add(new Token(matcher.group(), line, last));
            line = last;
            at = matcher.end();
        }
    }

    private int breaks(int from, int to) {
        int found = 0;
        for (int i = from; i < to; i++) {
            found += text.charAt(i) == '\n' ? 1 : 0;
        }
        return found;
    }

    private void scan() {
        Token comment = null;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isComment()) {
                comment = token;
                continue;
            }
            Matcher define = DEFINE.matcher(token.text);
            if (define.lookingAt()) {
                String name = define.group(1);
                Matcher behind = IN_LINE.matcher(token.text);
                String own = behind.find() ? behind.group() : i + 1 < tokens.size() && tokens.get(i + 1).isComment() && tokens.get(i + 1).line == token.lastLine
                        ? tokens.get(i + 1).text : "";
                note(name, own.isEmpty() && comment != null && comment.lastLine == token.line - 1 ? comment.text : own);
            } else if (token.text.equals("{") && i > 0) {
                i = body(i, comment);
            }
            if (!token.text.equals("typedef") && !token.text.equals("struct") && !token.text.equals("union") && !token.text.equals("enum")
                    && !token.isWord()) {
                comment = null;
            }
        }
    }

    /** Reads one pair of braces; the number of its last token. */
    private int body(int open, Token comment) {
        int close = closing(open);
        Token before = tokens.get(open - 1);
        Token beyond = open > 1 ? tokens.get(open - 2) : before;
        String kind = Set.of("struct", "union", "enum").contains(before.text) ? before.text : beyond.text;
        String name = kind.equals(before.text) ? "" : before.text;
        // behind the closing brace: attributes, and the name of a typedef
        if (name.isEmpty() && close + 1 < tokens.size() && tokens.get(close + 1).isWord() && !tokens.get(close + 1).text.startsWith("__attribute")) {
            name = tokens.get(close + 1).text;
        }
        if (kind.equals("enum")) {
            enumerators(open, close);
            note(name, comment == null ? "" : comment.text);
        } else if ((kind.equals("struct") || kind.equals("union")) && !name.isEmpty()) {
            structs.add(name);
            note(name, comment == null ? "" : comment.text);
            members(name, open, close);
        } else if (kind.equals("\"C\"") || before.text.equals("\"C\"")) {
            return open;
        }
        return close;
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            String word = tokens.get(i).text;
            depth += word.equals("{") ? 1 : word.equals("}") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    private void enumerators(int open, int close) {
        Token comment = null;
        boolean first = true;
        for (int i = open + 1; i < close; i++) {
            Token token = tokens.get(i);
            if (token.isComment()) {
                comment = token;
            } else if (first && token.isWord()) {
                enumerators.add(token.text);
                first = false;
                note(token.text, behind(i, close).map(Token::text).orElse(comment == null ? "" : comment.text));
                comment = null;
            } else if (token.text.equals(",")) {
                first = true;
                comment = null;
                // the comment of the line belongs to what stands before the comma
                if (i + 1 < close && tokens.get(i + 1).isComment() && tokens.get(i + 1).line == token.line) {
                    i++;
                }
            }
        }
    }

    /** The comment in the line of a declaration, behind it. */
    private Optional<Token> behind(int from, int close) {
        int line = tokens.get(from).line;
        for (int i = from; i < close && tokens.get(i).line <= line; i++) {
            if (tokens.get(i).isComment()) {
                return Optional.of(tokens.get(i));
            }
        }
        return Optional.empty();
    }

    private void members(String struct, int open, int close) {
        Token comment = null;
        Deque<String> scopes = new ArrayDeque<>();
        String name = "";
        int brackets = 0;
        boolean named = false;
        for (int i = open + 1; i < close; i++) {
            Token token = tokens.get(i);
            if (token.isComment()) {
                comment = token;
            } else if (token.text.equals("{") || token.text.equals("}")) {
                scopes.push(token.text);
                comment = token.text.equals("{") ? null : comment;
                named = false;
            } else if (token.text.equals("[") || token.text.equals("(") || token.text.equals("]") || token.text.equals(")")) {
                brackets += token.text.equals("[") || token.text.equals("(") ? 1 : -1;
                named |= token.text.equals("[") && !name.isEmpty();
            } else if (token.text.equals(":")) {
                named = true;
            } else if (token.text.equals(";") || token.text.equals(",") && brackets == 0) {
                Optional<Token> own = i + 1 < close && tokens.get(i + 1).isComment() && tokens.get(i + 1).line == token.line
                        ? Optional.of(tokens.get(i + 1)) : Optional.empty();
                note(struct + "." + name, own.map(Token::text).orElse(comment == null ? "" : comment.text));
                i += own.isPresent() ? 1 : 0;
                comment = null;
                named = false;
                name = "";
            } else if (token.isWord() && brackets == 0 && !named) {
                name = token.text;
            }
        }
    }

    private void note(String name, String comment) {
        if (comment.isEmpty() || name.isEmpty()) {
            return;
        }
        String clean = comment.replaceAll("^/\\*+!?|\\*+/$|^//+", "").replaceAll("(?m)^[ \t]*\\*[ \t]?", "").strip();
        if (clean.contains("SPDX-License-Identifier") || clean.contains("Copyright")) {
            return;
        }
        if (comment.startsWith("/**")) {
            kernelDoc(name, clean);
            return;
        }
        put(name, clean);
    }

    /** {@code struct x - what}, then {@code @member: what}, then more of the struct. */
    private void kernelDoc(String name, String clean) {
        StringBuilder whole = new StringBuilder();
        String member = "";
        for (String line : clean.split("\n")) {
            Matcher entry = Pattern.compile("\\s*@([\\w.]+):\\s*(.*)").matcher(line);
            if (entry.matches()) {
                member = name + "." + entry.group(1).replaceAll(".*\\.", "");
                put(member, entry.group(2));
            } else if (line.isBlank()) {
                member = "";
            } else if (!member.isEmpty()) {
                docs.computeIfPresent(member, (key, was) -> shortened(was + " " + line.strip()));
            } else {
                // the first line has no full stop
                whole.append(whole.isEmpty() || whole.toString().matches(".*[.!?:,;].*") ? " " : ". ").append(line.strip().replaceFirst("^(?:struct |union |enum )?" + Pattern.quote(name) + "\\s*(?:-|:)\\s*", ""));
            }
        }
        put(name, whole.toString());
    }

    private void put(String name, String words) {
        String one = shortened(words);
        if (!one.isEmpty()) {
            docs.putIfAbsent(name, one);
        }
    }

    private static String shortened(String words) {
        // what no spec may hold: marks of comments, characters that are not shown
        String one = words.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").replace("*/", "* /").replace("/*", "/ *").strip();
        if (one.chars().noneMatch(Character::isLetterOrDigit)) {
            return "";
        }
        return one.length() <= MAX_DOC ? one : one.substring(0, one.lastIndexOf(' ', MAX_DOC) > 0 ? one.lastIndexOf(' ', MAX_DOC) : MAX_DOC) + " ...";
    }
}
