// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.text;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/** Doc comments of a spec as lines of a generated comment. */
public final class Comments {
    private static final int WIDTH = 76;
    private static final char GLUE = '\u00a0';
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BLANK_LINE = Pattern.compile("\\R\\s*\\R");

    private Comments() { }

    /** The text folded to the width of a comment line, safe inside a C or Java comment; empty for an empty text. */
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        if (text.isBlank()) {
            return lines;
        }
        for (String paragraph : paragraphs(safe(text))) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            fold(paragraph, lines);
        }
        return lines;
    }

    /** What blank lines separate. */
    public static String[] paragraphs(String text) {
        return text.indexOf('\n') < 0 ? new String[] {text.strip()} : BLANK_LINE.split(text.strip());
    }

    /** Lines inside a C comment, each with its star. */
    public static List<String> starred(List<String> lines) {
        return lines.stream().map(line -> line.isEmpty() ? " *" : " * " + line).toList();
    }

    /** A whole C comment, of one line where it fits; empty for an empty text. */
    public static List<String> block(String text) {
        List<String> lines = lines(text);
        if (lines.isEmpty()) {
            return List.of();
        }
        if (lines.size() == 1) {
            return List.of("/* " + lines.get(0) + " */");
        }
        List<String> block = new ArrayList<>();
        block.add("/*");
        block.addAll(starred(lines));
        block.add(" */");
        return block;
    }

    /** One entry of a kernel-doc list, folded; what does not fit on the first line is indented. */
    public static List<String> entry(String text) {
        List<String> lines = new ArrayList<>();
        fold(safe(text), lines);
        for (int i = 1; i < lines.size(); i++) {
            lines.set(i, "  " + lines.get(i));
        }
        return lines;
    }

    /** The first entry of a kernel-doc comment: the name, a dash and the first word stay on one line, however long, because kernel-doc reads no further. */
    public static List<String> heading(String name, String text) {
        String[] words = safe(text).strip().split("\\s+", 2);
        String unbroken = (name + " - " + words[0]).replace(' ', GLUE);
        return entry(unbroken + (words.length > 1 ? " " + words[1] : "")).stream().map(line -> line.replace(GLUE, ' ')).toList();
    }

    /** The text on one line, safe inside a comment. */
    public static String line(String text) {
        return BLANKS.matcher(safe(text).strip()).replaceAll(" ");
    }

    /** Everything up to the first full stop that ends a sentence, on one line. */
    public static String brief(String text) {
        String line = line(text);
        int stop = line.indexOf(". ");
        return stop < 0 ? line : line.substring(0, stop + 1);
    }

    private static void fold(String paragraph, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (StringTokenizer words = new StringTokenizer(paragraph); words.hasMoreTokens();) {
            String word = words.nextToken();
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
    }

    private static String safe(String text) {
        return text.replace("*/", "* /").replace("/*", "/ *");
    }
}
