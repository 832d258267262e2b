// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.List;

/** Markup that is well-formed and escaped, because there is no other way to make it. What {@link #toString} gives goes into the page. Immutable. */
final class Html {
    static final Html EMPTY = new Html("");
    private static final int FIRST_VISIBLE = 0x20;
    private static final int DELETE = 0x7f;

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** Any text, every character of it to be seen. */
    static Html text(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // no page may hold other control characters
                default -> out.append(c == '\n' || c == '\t' || c >= FIRST_VISIBLE && c != DELETE && c < 0xfffe ? c : '\ufffd');
            }
        }
        return new Html(out.toString());
    }

    /** An element with what is in it. Attributes are names and values in turn; names are the program's own, values any text. */
    static Html element(String name, List<String> attributes, Html... inside) {
        StringBuilder out = new StringBuilder(start(name, attributes)).append('>');
        for (Html part : inside) {
            out.append(part.markup);
        }
        return new Html(out.append("</").append(name).append('>').toString());
    }

    static Html element(String name, Html... inside) {
        return element(name, List.of(), inside);
    }

    /** An element that has nothing in it, as {@code meta}. */
    static Html empty(String name, List<String> attributes) {
        return new Html(start(name, attributes) + "/>");
    }

    private static String start(String name, List<String> attributes) {
        StringBuilder out = new StringBuilder("<").append(name);
        for (int i = 0; i < attributes.size(); i += 2) {
            out.append(' ').append(attributes.get(i)).append("=\"").append(text(attributes.get(i + 1)).markup).append('"');
        }
        return out.toString();
    }

    static Html code(String text) {
        return text.isEmpty() ? EMPTY : element("code", text(text));
    }

    /** One after the other, each on a line of the source. */
    static Html all(List<Html> parts) {
        StringBuilder out = new StringBuilder();
        parts.forEach(part -> out.append(part.markup).append(part.markup.isEmpty() ? "" : "\n"));
        return new Html(out.toString());
    }

    /** The style sheet of this package, which is nobody's input. */
    static Html style(String css) {
        return new Html("<style>" + css + "</style>");
    }

    Html then(Html next) {
        return new Html(markup + next.markup);
    }

    boolean isEmpty() {
        return markup.isEmpty();
    }

    @Override
    public String toString() {
        return markup;
    }
}
