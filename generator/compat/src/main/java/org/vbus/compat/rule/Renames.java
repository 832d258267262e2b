// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Names;
import org.vbus.compat.match.Pair;

/** Names that stand in facts, as the newer version has them for the same thing. */
public final class Renames {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");
    private static final Pattern TYPE = Pattern.compile("\\[?([A-Za-z_][\\w.]*)");

    private Renames() { }

    /** A name of the older version among what is in an element, in the newer one. */
    public static String inside(Pair owner, String name, Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        return owner.children().stream().filter(child -> child.isMatched() && wanted.contains(child.kind()) && child.before().name().equals(name))
                .map(Pair::name).findFirst().orElse(name);
    }

    /** A path of fields that begins in a struct. */
    public static String path(Comparison comparison, String struct, String path) {
        if (path.isEmpty()) {
            return path;
        }
        StringBuilder now = new StringBuilder();
        Optional<Pair> at = comparison.byOldName(struct);
        Optional<Pair> literals = Optional.empty();
        for (String step : path.split("\\.")) {
            Optional<Pair> literal = literals.flatMap(choice -> named(choice, step));
            Optional<Pair> next = literal.isPresent() ? literal : at.flatMap(pair -> named(pair, step));
            now.append(now.isEmpty() ? "" : ".").append(next.filter(Pair::isMatched).map(Pair::name).orElse(step));
            // an array by an enum is indexed with its literals, and each of its elements has the fields
            if (literal.isEmpty()) {
                literals = next.flatMap(field -> type(comparison, field.was(Fact.LENGTH)));
                at = next.flatMap(field -> field.children().isEmpty() ? type(comparison, field.was(Fact.TYPE)) : Optional.of(field));
            }
        }
        return now.toString();
    }

    private static Optional<Pair> named(Pair owner, String name) {
        return owner.children().stream().filter(child -> child.maybeBefore().filter(old -> old.name().equals(name)).isPresent()).findFirst();
    }

    private static Optional<Pair> type(Comparison comparison, String text) {
        Matcher name = TYPE.matcher(text);
        return name.lookingAt() ? comparison.byOldName(name.group(1)) : Optional.empty();
    }

    /** A text whose words name lets, or fields of the configuration space, of a device. */
    public static String number(Comparison comparison, Pair device, String text) {
        return WORD.matcher(text).replaceAll(found -> {
            String word = found.group();
            return Matcher.quoteReplacement(word.startsWith("config.")
                    ? "config." + path(comparison, device.was(Fact.CONFIG), word.substring("config.".length()))
                    : inside(device, word, Kind.LET));
        });
    }

    /** Whether the newer name looks like another spelling of the older, rather than another thing in its place. */
    public static boolean plausible(Pair pair) {
        return Names.alike(pair.before(), pair.after());
    }
}
