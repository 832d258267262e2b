// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
    /** Two hundred rules ask for a few kinds each, and most of them for the few pairs that are not as they were. */
    private final Map<Kind, List<Pair>> byKind;
    private final Map<Kind, List<Pair>> changed;
    private final Map<Kind, List<Pair>> elsewhere;
    private final List<Pair> touched;
    private final Map<String, Pair> byOldName = new HashMap<>();
    private final Map<String, Pair> byNewName = new HashMap<>();

    private Comparison(Abi before, Abi after, List<Pair> specs) {
        this.before = before;
        this.after = after;
        this.specs = List.copyOf(specs);
        List<Pair> found = new ArrayList<>();
        specs.forEach(spec -> spec.addTo(found));
        this.all = Collections.unmodifiableList(found);
        this.touched = all.stream().filter(Pair::isTouched).toList();
        this.byKind = byKind(all, pair -> true);
        this.changed = byKind(touched, pair -> !pair.changes().isEmpty());
        this.elsewhere = byKind(touched, pair -> pair.how() != How.SAME);
        specs.forEach(spec -> spec.children().forEach(child -> {
            child.maybeBefore().ifPresent(element -> byOldName.putIfAbsent(spec.maybeBefore().map(old -> old.name()).orElse("") + "." + element.name(), child));
            child.maybeAfter().ifPresent(element -> byNewName.putIfAbsent(spec.name() + "." + element.name(), child));
        }));
    }

    private static Map<Kind, List<Pair>> byKind(List<Pair> pairs, Predicate<Pair> which) {
        return pairs.stream().filter(which).collect(Collectors.groupingBy(Pair::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
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
        return of(byKind, kinds);
    }

    private static Stream<Pair> of(Map<Kind, List<Pair>> byKind, Kind... kinds) {
        return Arrays.stream(kinds).flatMap(kind -> byKind.getOrDefault(kind, List.of()).stream());
    }

    /** Those in which anything is not as it was, at whatever depth; parents before what is in them. */
    public Stream<Pair> touched() {
        return touched.stream();
    }

    /** Those of some kinds that both versions have. */
    public Stream<Pair> matched(Kind... kinds) {
        return all(kinds).filter(Pair::isMatched);
    }

    /** Those of some kinds that both versions have and say different things of. */
    public Stream<Pair> changed(Kind... kinds) {
        return of(changed, kinds);
    }

    public Stream<Pair> added(Kind... kinds) {
        return of(elsewhere, kinds).filter(pair -> pair.how() == How.ADDED);
    }

    public Stream<Pair> removed(Kind... kinds) {
        return of(elsewhere, kinds).filter(pair -> pair.how() == How.REMOVED);
    }

    public Stream<Pair> renamed(Kind... kinds) {
        return of(elsewhere, kinds).filter(pair -> pair.how() == How.RENAMED);
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
