// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;

/** What the names in a condition, a length or a gate stand for, from where it is said. */
public final class Scope {
    /** A name, or names with steps between them. */
    public static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");
    private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "sum");
    private static final Set<Kind> MEMBERS = Set.of(Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS);
    private static final int DEEPEST = 16;

    private Scope() { }

    /** A text of the older version, said at an element, with the names that the newer version has for the same things. */
    public static String translated(Comparison comparison, Pair at, String text) {
        return comparison.translated(PATH.matcher(text).replaceAll(found -> Matcher.quoteReplacement(now(comparison, at, found.group()))));
    }

    /** Whether two texts said at an element name the same things and are else equal. */
    public static boolean same(Comparison comparison, Pair at, String old, String now) {
        return old.equals(now) || comparison.same(old, now) || translated(comparison, at, old).equals(now);
    }

    /** What a path names, by the names of the older version or of the newer one; what a feature's name alone tells is found as well. */
    public static Optional<Pair> find(Comparison comparison, Pair at, String path, boolean old) {
        String[] steps = path.split("\\.");
        List<Pair> found = walk(comparison, at, steps, old);
        return found.size() == steps.length ? Optional.of(found.get(found.size() - 1)) : Optional.empty();
    }

    private static String now(Comparison comparison, Pair at, String path) {
        if (WORDS.contains(path)) {
            return path;
        }
        String[] steps = path.split("\\.");
        List<Pair> found = walk(comparison, at, steps, true);
        for (int i = 0; i < found.size(); i++) {
            steps[i] = found.get(i).name();
        }
        return String.join(".", steps);
    }

    /** As many steps as are known. */
    private static List<Pair> walk(Comparison comparison, Pair at, String[] steps, boolean old) {
        List<Pair> found = new ArrayList<>();
        Optional<Pair> member = member(at, steps[0], old);
        Optional<Pair> bit = steps.length == 2 && member.isEmpty() ? bit(comparison, at, steps, old) : Optional.empty();
        if (bit.isPresent()) {
            return List.of(bit.get().parent().orElseThrow(), bit.get());
        }
        Optional<Pair> next = member.or(() -> feature(comparison, at, steps[0], old));
        while (next.isPresent()) {
            found.add(next.get());
            Pair here = next.get();
            next = found.size() == steps.length ? Optional.empty()
                    : inside(comparison, here, old).stream().filter(pair -> named(pair, steps[found.size()], old)).findFirst();
        }
        return found;
    }

    /** A member of what it is said in, the nearest first. */
    private static Optional<Pair> member(Pair at, String name, boolean old) {
        for (Optional<Pair> up = at.parent(); up.isPresent(); up = up.get().parent()) {
            Optional<Pair> found = up.get().children().stream().filter(pair -> MEMBERS.contains(pair.kind()) && named(pair, name, old)).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A feature by its group's name and its own. */
    private static Optional<Pair> bit(Comparison comparison, Pair at, String[] steps, boolean old) {
        return one(features(comparison, at).filter(pair -> named(pair, steps[1], old) && named(pair.parent().orElseThrow(), steps[0], old)));
    }

    private static Optional<Pair> feature(Comparison comparison, Pair at, String name, boolean old) {
        return one(features(comparison, at).filter(pair -> named(pair, name, old)));
    }

    /** Those of the device that it is said in, else all. */
    private static Stream<Pair> features(Comparison comparison, Pair at) {
        return at.within(Kind.DEVICE).map(Pair::tree).orElseGet(comparison::all).filter(pair -> pair.kind() == Kind.FEATURE);
    }

    private static Optional<Pair> one(Stream<Pair> found) {
        List<Pair> all = found.toList();
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** Members of a nameless type, or of the type that it names. */
    private static List<Pair> inside(Comparison comparison, Pair pair, boolean old) {
        Optional<Pair> at = Optional.of(pair);
        for (int depth = 0; at.isPresent() && at.get().children().isEmpty() && depth < DEEPEST; depth++) {
            String type = side(at.get(), old).flatMap(element -> element.get(Fact.TYPE)).orElse("").replaceFirst("\\[.*", "");
            at = old ? comparison.byOldName(type) : comparison.byNewName(type);
        }
        return at.map(Pair::children).orElse(List.of());
    }

    private static boolean named(Pair pair, String name, boolean old) {
        return side(pair, old).filter(element -> element.name().equals(name)).isPresent();
    }

    private static Optional<Element> side(Pair pair, boolean old) {
        return old ? pair.maybeBefore() : pair.maybeAfter();
    }
}
