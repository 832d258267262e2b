// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import org.vbus.model.expr.ExprText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vbus.backends.text.Comments;
import org.vbus.model.Meta;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Role;

/** Javadoc. Lines begin with their star, so that an empty one has no blank behind it. */
public final class Docs {
    private static final Pattern QUOTED = Pattern.compile("`([^`{}\\\\*]+)`");

    private static final Pattern PLAIN = Pattern.compile("[^{}\\\\@*]*");

    private Docs() { }

    /** A comment of an element: its own text or else {@code fallback}, then sentences of facts as a paragraph. */
    public static List<String> of(Meta meta, String fallback, List<String> facts) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(meta.doc().isBlank() ? fallback : html(meta.doc()));
        List<String> more = new ArrayList<>(facts);
        meta.since().ifPresent(release -> more.add("Since release " + release + "."));
        meta.replacement().ifPresent(other -> more.add("Deprecated: use " + code(other) + "."));
        if (!more.isEmpty()) {
            paragraphs.add(String.join(" ", more));
        }
        List<String> lines = new ArrayList<>();
        for (String paragraph : paragraphs) {
            for (String part : Comments.paragraphs(paragraph)) {
                List<String> folded = Comments.lines(part);
                if (!lines.isEmpty()) {
                    lines.add("*");
                    folded.set(0, "<p>" + folded.get(0));
                }
                folded.forEach(line -> lines.add("* " + line));
            }
        }
        return List.copyOf(lines);
    }

    /** What a field says beside its text, a sentence each. */
    public static List<String> facts(FieldFacts facts, List<Role> writers) {
        List<String> out = new ArrayList<>();
        facts.unit().ifPresent(unit -> out.add("Unit: " + code(unit) + "."));
        facts.address().ifPresent(address -> out.add("Address of " + code(TypeText.type(address.target()))
                + (address.pinned() ? ", which stays mapped while the connection lives." : ".")));
        if (facts.opaque()) {
            out.add("Opaque: kept and handed back, never interpreted.");
        }
        facts.direction().ifPresent(direction -> out.add("Argument, " + direction.name().toLowerCase(Locale.ROOT) + "."));
        if (!writers.isEmpty()) {
            out.add("Written by the " + writers.stream().map(role -> role.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" and the ")) + ".");
        }
        facts.gate().ifPresent(gate -> out.add("Valid only if " + code(ExprText.of(gate)) + "."));
        facts.otherwise().ifPresent(other -> out.add("Otherwise the bytes are " + code(TypeText.type(other)) + "."));
        facts.conditions().forEach(condition -> out.add("Rule: " + code(ExprText.of(condition)) + "."));
        return out;
    }

    /** Text as code. */
    public static String code(String text) {
        return PLAIN.matcher(text).matches() ? "{@code " + text + "}" : html(text);
    }

    /** A spec's text as Javadoc: what stands between backquotes is code, the rest means nothing but itself. */
    public static String html(String text) {
        Matcher quoted = QUOTED.matcher(text);
        StringBuilder out = new StringBuilder();
        int end = 0;
        while (quoted.find()) {
            out.append(escaped(text.substring(end, quoted.start()))).append("{@code ").append(quoted.group(1)).append('}');
            end = quoted.end();
        }
        return out.append(escaped(text.substring(end))).toString();
    }

    private static String escaped(String text) {
        // javac reads unicode escapes inside comments too, hence the backslash
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;").replace("\\", "&#92;")
                .replace("{", "&#123;").replace("}", "&#125;");
    }
}
