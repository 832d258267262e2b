// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;

/** What a version number covers: what it names, and whatever that is made of, in either version. */
public final class Coverage {
    private static final Pattern QUALIFIED = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+");
    private static final List<Fact> REFERENCES = List.of(Fact.TYPE, Fact.RING_TYPE, Fact.TARGET, Fact.OTHERWISE, Fact.CONFIG, Fact.HEADER, Fact.LENGTH);

    private final Set<String> old;
    private final Set<String> now;

    private Coverage(Set<String> old, Set<String> now) {
        this.old = old;
        this.now = now;
    }

    /** Of a version that at least one side has. */
    public static Coverage of(Comparison comparison, Pair version) {
        return new Coverage(version.maybeBefore().map(element -> reached(comparison.before(), spec(version).maybeBefore(), element)).orElse(Set.of()),
                version.maybeAfter().map(element -> reached(comparison.after(), spec(version).maybeAfter(), element)).orElse(Set.of()));
    }

    /** Whether an element, or what it is in, is covered. */
    public boolean covers(Pair pair) {
        if (pair.kind() == Kind.SPEC) {
            return false;
        }
        Pair top = pair;
        while (top.parent().filter(up -> up.kind() != Kind.SPEC).isPresent()) {
            top = top.parent().get();
        }
        Pair declaration = top;
        Pair spec = spec(declaration);
        return declaration.maybeBefore().filter(element -> old.contains(spec.maybeBefore().map(Element::name).orElse("") + "." + element.name())).isPresent()
                || declaration.maybeAfter().filter(element -> now.contains(spec.name() + "." + element.name())).isPresent();
    }

    private static Pair spec(Pair pair) {
        return pair.within(Kind.SPEC).orElseThrow();
    }

    private static Set<String> reached(Abi abi, Optional<Element> spec, Element version) {
        Map<String, Element> known = new HashMap<>();
        abi.specs().forEach(one -> one.children().stream().filter(child -> child.kind() != Kind.VERSION && child.kind() != Kind.TOMBSTONE)
                .forEach(child -> known.putIfAbsent(one.name() + "." + child.name(), child)));
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        version.all(Fact.COVERS).forEach(name -> open.add(name.contains(".") ? name : spec.map(Element::name).orElse("") + "." + name));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (known.containsKey(name) && reached.add(name)) {
                known.get(name).tree().forEach(element -> REFERENCES.forEach(fact -> element.all(fact).forEach(text -> {
                    for (Matcher found = QUALIFIED.matcher(text); found.find();) {
                        open.push(found.group());
                    }
                })));
            }
        }
        return reached;
    }
}
