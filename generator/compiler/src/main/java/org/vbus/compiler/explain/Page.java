// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to know about one number. Written as Markdown: a licence comment, {@code # VB0501: title}, a paragraph, and fenced
 * blocks whose first line is {@code vbus bad}, {@code vbus good} or, for a file that the others import, {@code vbus with NAME}.
 * Bad and good may have a file name behind them too. A block {@code sh} holds the command line that shows the fault. Pages about compatibility show
 * {@code vbus old}, {@code vbus new} and, for the compatible way, {@code vbus instead}.
 *
 * @param text the paragraph: the rule, and what breaks without it
 */
public record Page(String code, String title, String text, List<Example> examples) {
    private static final String FENCE = "```";

    /** What an example shows. */
    public enum Kind { BAD, GOOD, WITH, OLD, NEW, INSTEAD }

    /**
     * One block.
     *
     * @param command whether it is a command line rather than a spec
     * @param file the name of the file, where it matters
     */
    public record Example(Kind kind, boolean command, Optional<String> file, String text) { }

    public Page {
        examples = List.copyOf(examples);
    }

    /**
     * Reads a page.
     *
     * @throws IllegalArgumentException when it has another form
     */
    static Page parse(String code, String markdown) {
        List<String> lines = markdown.lines().toList();
        int at = 0;
        while (at < lines.size() && (lines.get(at).startsWith("<!--") || lines.get(at).isBlank())) {
            at++;
        }
        String start = "# " + code + ": ";
        if (at == lines.size() || !lines.get(at).startsWith(start)) {
            throw new IllegalArgumentException("the page of " + code + " does not begin with `" + start + "`");
        }
        String title = lines.get(at++).substring(start.length());
        StringBuilder text = new StringBuilder();
        List<Example> examples = new ArrayList<>();
        for (; at < lines.size(); at++) {
            String line = lines.get(at);
            if (!line.startsWith(FENCE)) {
                text.append(line).append('\n');
                continue;
            }
            int end = at + 1;
            while (end < lines.size() && !lines.get(end).equals(FENCE)) {
                end++;
            }
            examples.add(example(code, line.substring(FENCE.length()).split(" "), lines.subList(at + 1, end)));
            at = end;
        }
        return new Page(code, title, text.toString().strip(), examples);
    }

    private static Example example(String code, String[] head, List<String> body) {
        if (head.length < 2) {
            throw new IllegalArgumentException("a block on the page of " + code + " does not say whether it is bad or good");
        }
        return new Example(Kind.valueOf(head[1].toUpperCase(java.util.Locale.ROOT)), head[0].equals("sh"),
                head.length > 2 ? Optional.of(head[2]) : Optional.empty(), String.join("\n", body) + "\n");
    }
}
