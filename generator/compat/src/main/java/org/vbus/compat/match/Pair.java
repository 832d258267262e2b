// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;

/** An element in two versions of an ABI; absent in one of them when it was added or removed. */
public final class Pair {
    private final Optional<Pair> parent;
    private final Optional<Element> before;
    private final Optional<Element> after;
    private final How how;
    /** Every rule asks. */
    private final Set<Fact> changes;
    private List<Pair> children = List.of();
    private boolean touchedWithin;

    Pair(Optional<Pair> parent, Optional<Element> before, Optional<Element> after, How how) {
        this.parent = parent;
        this.before = before;
        this.after = after;
        this.how = how;
        this.changes = isMatched() ? changes(before(), after()) : Set.of();
    }

    void adopt(List<Pair> found) {
        children = List.copyOf(found);
    }

    /** Once all children of all depths are there. */
    void settle() {
        for (Pair child : children) {
            child.settle();
            touchedWithin |= child.isTouched();
        }
    }

    /** The pair that this one is in; empty for a package. */
    public Optional<Pair> parent() {
        return parent;
    }

    /** The nearest of a kind that this one is in. */
    public Optional<Pair> within(Kind kind) {
        Optional<Pair> up = parent;
        while (up.isPresent() && up.get().kind() != kind) {
            up = up.get().parent;
        }
        return up;
    }

    /** In the order of the new version, what is gone last. Those of something added or removed are not listed. */
    public List<Pair> children() {
        return children;
    }

    public Stream<Pair> children(Kind kind) {
        return children.stream().filter(child -> child.kind() == kind);
    }

    /** This one and all below. */
    public Stream<Pair> tree() {
        List<Pair> all = new ArrayList<>();
        addTo(all);
        return all.stream();
    }

    /** Adds what {@link #tree} has. */
    void addTo(List<Pair> all) {
        all.add(this);
        for (Pair child : children) {
            child.addTo(all);
        }
    }

    public How how() {
        return how;
    }

    /** Whether both versions have it, as the same kind of thing. */
    public boolean isMatched() {
        return before.isPresent() && after.isPresent() && before.get().kind() == after.get().kind();
    }

    /** Of the older version where the two differ. */
    public Kind kind() {
        return any().kind();
    }

    /** The older version's.
     *
     * @throws java.util.NoSuchElementException when it was added
     */
    public Element before() {
        return before.orElseThrow();
    }

    /** The newer version's.
     *
     * @throws java.util.NoSuchElementException when it was removed
     */
    public Element after() {
        return after.orElseThrow();
    }

    public Optional<Element> maybeBefore() {
        return before;
    }

    public Optional<Element> maybeAfter() {
        return after;
    }

    /** Either one, the older first. */
    public Element any() {
        return before.orElseGet(after::orElseThrow);
    }

    /** The newest name. */
    public String name() {
        return after.orElseGet(before::orElseThrow).name();
    }

    /** Whether both have it and say different things. */
    public boolean changed(Fact fact) {
        return changes.contains(fact);
    }

    /** Whether anything in it is not as it was, at whatever depth. */
    public boolean isTouched() {
        return how != How.SAME || !isMatched() || !changes.isEmpty() || touchedWithin;
    }

    /** All facts that changed. */
    public Set<Fact> changes() {
        return changes;
    }

    private static Set<Fact> changes(Element before, Element after) {
        EnumSet<Fact> changed = EnumSet.noneOf(Fact.class);
        if (before != after) {
            before.facts().forEach((fact, values) -> {
                if (!values.equals(after.all(fact))) {
                    changed.add(fact);
                }
            });
            after.facts().keySet().forEach(fact -> {
                if (before.all(fact).isEmpty() && !after.all(fact).isEmpty()) {
                    changed.add(fact);
                }
            });
        }
        return changed.isEmpty() ? Set.of() : Collections.unmodifiableSet(changed);
    }

    /** What the older says, empty text for nothing. */
    public String was(Fact fact) {
        return before.flatMap(element -> element.get(fact)).orElse("");
    }

    /** What the newer says, empty text for nothing. */
    public String is(Fact fact) {
        return after.flatMap(element -> element.get(fact)).orElse("");
    }

    /**
     * Where it stands, in words, as {@code device venet, call NEGCAP, argument caps}. The package is left out; the newest names are used.
     */
    public String path() {
        if (kind() == Kind.SPEC) {
            return "package " + name();
        }
        String own = kind() == Kind.RESERVED ? "reserved bytes at " + any().all(Fact.OFFSET).get(0) : kind().word() + " " + name();
        return parent.filter(up -> up.kind() != Kind.SPEC).map(up -> up.path() + ", " + own).orElse(own);
    }

    /** The name of the package it is in. */
    public String packageName() {
        return kind() == Kind.SPEC ? name() : within(Kind.SPEC).map(Pair::name).orElse("");
    }

    /** How many ABI classes a fact of placement tells apart, and on which of them it differs: indices of {@code AbiClass}. */
    public List<Integer> classesThatDiffer(Fact fact, int classes) {
        return IntStream.range(0, classes).filter(i -> !value(before(), fact, i).equals(value(after(), fact, i))).boxed().toList();
    }

    /** A fact of placement on one ABI class. */
    public static String value(Element element, Fact fact, int abi) {
        List<String> all = element.all(fact);
        return all.isEmpty() ? "" : all.size() == 1 ? all.get(0) : all.get(abi);
    }

    @Override
    public String toString() {
        return path() + " (" + how + ")";
    }
}
