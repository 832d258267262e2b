// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.List;
import java.util.stream.Collectors;

/** Text that may stand in a page as it is: escaped, or markup made of such text. Immutable; what {@link #toString} gives goes into the page. */
final class Html {
    static final Html EMPTY = new Html("");
    private static final int FIRST_VISIBLE = 0x20;
    private static final int DELETE = 0x7f;

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** Any text, every character of it to be seen. */
    static Html of(String text) {
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
                default -> out.append(c == '\n' || c == '\t' || c >= FIRST_VISIBLE && c != DELETE ? c : '\ufffd');
            }
        }
        return new Html(out.toString());
    }

    static Html of(long number) {
        return new Html(Long.toString(number));
    }

    /** As code. */
    static Html code(String text) {
        return of(text).in("code");
    }

    /** A link whose text is markup already. */
    static Html link(String href, Html text) {
        return new Html("<a href=\"" + of(href).markup + "\">" + text.markup + "</a>");
    }

    static Html join(String separator, List<Html> parts) {
        return new Html(parts.stream().map(part -> part.markup).collect(Collectors.joining(of(separator).markup)));
    }

    /** A string literal of JavaScript, safe inside a script element too. */
    static Html script(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= FIRST_VISIBLE && c < DELETE && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
            out.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return new Html(out.append('"').toString());
    }

    /** This inside an element without attributes. */
    Html in(String element) {
        return new Html("<" + element + ">" + markup + "</" + element + ">");
    }

    /** This in a span of a class of the style sheet. */
    Html styled(String style) {
        return new Html("<span class=\"" + style + "\">" + markup + "</span>");
    }

    Html then(Html next) {
        return new Html(markup + next.markup);
    }

    Html then(String text) {
        return then(of(text));
    }

    /** On lines of their own. */
    static Html lines(List<Html> parts) {
        return new Html(parts.stream().filter(part -> !part.isEmpty()).map(part -> part.markup).collect(Collectors.joining("<br>")));
    }

    boolean isEmpty() {
        return markup.isEmpty();
    }

    @Override
    public String toString() {
        return markup;
    }
}
