// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fingerprint;
import org.vbus.compat.abi.Kind;

/** Finds each element of one version in the other: by name, else by what peers know it by, so that a rename is not a removal and an addition. */
final class Matching {
    /** By identity, as all maps of elements here: to hash one is to hash all in it. */
    private final Map<Element, Pair> movedFrom = new IdentityHashMap<>();

    private Matching() { }

    static List<Pair> match(Abi before, Abi after) {
        Matching matcher = new Matching();
        List<Pair> specs = new ArrayList<>();
        Set<String> done = new HashSet<>();
        Map<String, String> renamed = renamedPackage(before, after);
        for (Element spec : after.specs()) {
            String old = renamed.getOrDefault(spec.name(), spec.name());
            Optional<Element> found = before.spec(old);
            found.ifPresent(element -> done.add(element.name()));
            specs.add(new Pair(Optional.empty(), found, Optional.of(spec), found.isEmpty() ? How.ADDED : old.equals(spec.name()) ? How.SAME : How.RENAMED));
        }
        before.specs().stream().filter(spec -> !done.contains(spec.name()))
                .forEach(spec -> specs.add(new Pair(Optional.empty(), Optional.of(spec), Optional.empty(), How.REMOVED)));
        Map<String, List<Element>> homeless = homeless(specs);
        specs.stream().filter(Pair::isMatched).forEach(spec -> matcher.descend(spec, homeless));
        specs.forEach(Pair::settle);
        return specs;
    }

    /** One package that went for one that came is the same one. */
    private static Map<String, String> renamedPackage(Abi before, Abi after) {
        List<String> gone = before.requested().stream().filter(name -> after.spec(name).isEmpty()).toList();
        List<String> come = after.requested().stream().filter(name -> before.spec(name).isEmpty()).toList();
        return gone.size() == 1 && come.size() == 1 ? Map.of(come.get(0), gone.get(0)) : Map.of();
    }

    /** Types that left a package, by what is on their wire: they may have moved to another. */
    private static Map<String, List<Element>> homeless(List<Pair> specs) {
        Map<String, List<Element>> left = new LinkedHashMap<>();
        for (Pair spec : specs) {
            Set<String> stays = new HashSet<>();
            spec.maybeAfter().ifPresent(element -> element.children().forEach(child -> stays.add(child.name())));
            spec.maybeBefore().ifPresent(element -> element.children().stream().filter(child -> Kind.TYPES.contains(child.kind()) && !stays.contains(child.name()))
                    .forEach(child -> left.computeIfAbsent(child.name() + Fingerprint.brief(child), mark -> new ArrayList<>()).add(child)));
        }
        return left;
    }

    private void descend(Pair parent, Map<String, List<Element>> homeless) {
        if (parent.before().children().isEmpty() && parent.after().children().isEmpty()) {
            return;
        }
        if (parent.before() == parent.after()) {
            unchanged(parent);
            return;
        }
        List<Element> before = new ArrayList<>(parent.before().children());
        List<Element> after = new ArrayList<>(parent.after().children());
        Map<Element, Pair> found = new IdentityHashMap<>();
        Set<Element> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        byName(parent, before, after, found, gone);
        before.removeIf(gone::contains);
        after.removeIf(found::containsKey);
        byMark(parent, before, after, found, gone);
        before.removeIf(gone::contains);
        List<Pair> children = new ArrayList<>();
        for (Element element : parent.after().children()) {
            Pair pair = found.get(element);
            if (pair == null) {
                pair = come(parent, element, homeless);
            }
            children.add(pair);
        }
        for (Element element : before) {
            if (!movedFrom.containsKey(element)) {
                children.add(new Pair(Optional.of(parent), Optional.of(element), Optional.empty(), How.REMOVED));
            }
        }
        parent.adopt(children);
        children.stream().filter(Pair::isMatched).forEach(child -> descend(child, homeless));
    }

    /** A release beside itself: nothing in it need be looked for. */
    private static void unchanged(Pair parent) {
        List<Pair> children = new ArrayList<>();
        parent.after().children().forEach(element -> children.add(new Pair(Optional.of(parent), Optional.of(element), Optional.of(element), How.SAME)));
        parent.adopt(children);
        children.forEach(Matching::unchanged);
    }

    /** From another package, or from nowhere. */
    private Pair come(Pair parent, Element element, Map<String, List<Element>> homeless) {
        List<Element> candidates = Kind.TYPES.contains(element.kind()) ? homeless.getOrDefault(element.name() + Fingerprint.brief(element), List.of()) : List.of();
        if (candidates.size() != 1 || movedFrom.containsKey(candidates.get(0))) {
            return new Pair(Optional.of(parent), Optional.empty(), Optional.of(element), How.ADDED);
        }
        Pair moved = new Pair(Optional.of(parent), Optional.of(candidates.get(0)), Optional.of(element), How.MOVED);
        movedFrom.put(candidates.get(0), moved);
        return moved;
    }

    private static String name(Element element) {
        // one name space of types; a struct may become an enum
        String space = Kind.TYPES.contains(element.kind()) ? "type" : element.kind().key();
        return space + " " + element.name();
    }

    private static void byName(Pair parent, List<Element> before, List<Element> after, Map<Element, Pair> found, Set<Element> gone) {
        Map<String, Element> names = new HashMap<>();
        before.stream().filter(element -> element.kind() != Kind.RESERVED).forEach(element -> names.put(name(element), element));
        for (Element element : after) {
            Element old = element.kind() == Kind.RESERVED ? null : names.get(name(element));
            if (old != null) {
                join(parent, old, element, How.SAME, found, gone);
            }
        }
    }

    /** Only what is the one candidate on both sides; of several the nearest by position, where positions mean something. */
    private static void byMark(Pair parent, List<Element> before, List<Element> after, Map<Element, Pair> found, Set<Element> gone) {
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        Map<String, List<Element>> old = marked(before);
        marked(after).forEach((mark, candidates) -> {
            List<Element> those = old.getOrDefault(mark, List.of());
            if (those.size() == 1 && candidates.size() == 1 && isOther(those.get(0), candidates.get(0))) {
                join(parent, those.get(0), candidates.get(0), candidates.get(0).kind() == Kind.RESERVED ? How.SAME : How.RENAMED, found, gone);
            }
        });
    }

    /** Two constants may have the same value by chance. */
    private static boolean isOther(Element old, Element now) {
        return now.kind() != Kind.CONST || Names.alike(old, now);
    }

    private static Map<String, List<Element>> marked(List<Element> elements) {
        Map<String, List<Element>> marks = new LinkedHashMap<>();
        elements.stream().sorted(Comparator.comparing(Element::name)).forEach(element -> Marks.of(element)
                .ifPresent(mark -> marks.computeIfAbsent(element.kind() + mark, key -> new ArrayList<>()).add(element)));
        return marks;
    }

    private static void join(Pair parent, Element old, Element now, How how, Map<Element, Pair> found, Set<Element> gone) {
        found.put(now, new Pair(Optional.of(parent), Optional.of(old), Optional.of(now), how));
        gone.add(old);
    }
}
