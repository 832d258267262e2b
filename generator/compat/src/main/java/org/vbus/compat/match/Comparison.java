// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Kind;

/** Two versions of an ABI, element by element. */
public final class Comparison {
    private static final Pattern QUALIFIED = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+");

    private final Abi before;
    private final Abi after;
    private final List<Pair> specs;
    private final List<Pair> all;
    /** Two hundred rules ask for a few kinds each. */
    private final Map<Kind, List<Pair>> byKind;
    private final Map<String, Pair> byOldName = new HashMap<>();
    private final Map<String, Pair> byNewName = new HashMap<>();

    private Comparison(Abi before, Abi after, List<Pair> specs) {
        this.before = before;
        this.after = after;
        this.specs = List.copyOf(specs);
        this.all = specs.stream().flatMap(Pair::tree).toList();
        this.byKind = all.stream().collect(Collectors.groupingBy(Pair::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
        specs.forEach(spec -> spec.children().forEach(child -> {
            child.maybeBefore().ifPresent(element -> byOldName.putIfAbsent(spec.maybeBefore().map(old -> old.name()).orElse("") + "." + element.name(), child));
            child.maybeAfter().ifPresent(element -> byNewName.putIfAbsent(spec.name() + "." + element.name(), child));
        }));
    }

    /** Compares two versions. */
    public static Comparison of(Abi before, Abi after) {
        return new Comparison(before, after, Matching.match(before, after));
    }

    public Abi before() {
        return before;
    }

    public Abi after() {
        return after;
    }

    /** The packages. */
    public List<Pair> specs() {
        return specs;
    }

    /** Parents before what is in them. */
    public Stream<Pair> all() {
        return all.stream();
    }

    public Stream<Pair> all(Kind... kinds) {
        return Arrays.stream(kinds).flatMap(kind -> byKind.getOrDefault(kind, List.of()).stream());
    }

    /** Those of some kinds that both versions have. */
    public Stream<Pair> matched(Kind... kinds) {
        return all(kinds).filter(Pair::isMatched);
    }

    public Stream<Pair> added(Kind... kinds) {
        return all(kinds).filter(pair -> pair.how() == How.ADDED);
    }

    public Stream<Pair> removed(Kind... kinds) {
        return all(kinds).filter(pair -> pair.how() == How.REMOVED);
    }

    public Stream<Pair> renamed(Kind... kinds) {
        return all(kinds).filter(pair -> pair.how() == How.RENAMED);
    }

    /** A declaration by the qualified name that the newer version has for it. */
    public Optional<Pair> byNewName(String qualified) {
        return Optional.ofNullable(byNewName.get(qualified));
    }

    /** A declaration by the qualified name that the older version has for it. */
    public Optional<Pair> byOldName(String qualified) {
        return Optional.ofNullable(byOldName.get(qualified));
    }

    /** A text of the older version with the names that the newer version has for the same declarations. */
    public String translated(String text) {
        return QUALIFIED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(byOldName(found.group()).filter(Pair::isMatched)
                .map(pair -> pair.packageName() + "." + pair.name()).orElse(found.group())));
    }

    /** Whether two texts name the same declarations and are else equal. */
    public boolean same(String old, String now) {
        return old.equals(now) || translated(old).equals(now);
    }
}
