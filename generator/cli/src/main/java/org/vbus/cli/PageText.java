// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import org.vbus.compiler.explain.Page;
import org.vbus.compiler.explain.Page.Example;

/** A page as plain text. */
final class PageText {
    private static final int WIDTH = 80;

    private PageText() { }

    static String of(Page page) {
        StringBuilder text = new StringBuilder(page.code()).append(": ").append(page.title()).append("\n\n");
        wrap(page.text(), text);
        for (Example example : page.examples()) {
            text.append('\n').append(head(example)).append("\n\n");
            example.text().lines().forEach(line -> text.append(line.isEmpty() ? "" : "    ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String head(Example example) {
        String file = example.file().map(name -> " (" + name + ")").orElse("");
        return switch (example.kind()) {
            case BAD -> "Wrong" + file + ":";
            case GOOD -> "Right" + file + ":";
            case WITH -> "With" + file + ":";
            case OLD -> "Released:";
            case NEW -> "Changed:";
            case INSTEAD -> "The compatible way:";
        };
    }

    private static void wrap(String paragraph, StringBuilder text) {
        int column = 0;
        for (String word : paragraph.split("\\s+")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                text.append('\n');
                column = 0;
            }
            text.append(column > 0 ? " " : "").append(word);
            column += word.length() + (column > 0 ? 1 : 0);
        }
        text.append('\n');
    }
}
