// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.model.Origin;

/**
 * One thing that an ABI promises, with what is in it.
 *
 * @param name unique among siblings of its kind
 * @param facts present where something is said; each has one value or several
 * @param children in the order of the spec
 */
public record Element(Kind kind, String name, Map<Fact, List<String>> facts, List<Element> children, Origin origin) {
    private static final List<String> TRUE = List.of("true");

    public Element {
        EnumMap<Fact, List<String>> copy = new EnumMap<>(Fact.class);
        facts.forEach((fact, values) -> copy.put(fact, List.copyOf(values)));
        facts = Collections.unmodifiableMap(copy);
        children = List.copyOf(children);
    }

    /** All values of a fact; none when nothing is said. */
    public List<String> all(Fact fact) {
        return facts.getOrDefault(fact, List.of());
    }

    /** The values of a fact in one text; empty when nothing is said. */
    public Optional<String> get(Fact fact) {
        List<String> values = facts.get(fact);
        // most have one, and rules ask for them a million times
        return values == null ? Optional.empty() : Optional.of(values.size() == 1 ? values.get(0) : String.join(", ", values));
    }

    /** Whether something true is said. */
    public boolean is(Fact fact) {
        return all(fact).equals(TRUE);
    }

    /** The number that a fact is on 64-bit machines. */
    public Optional<Long> number(Fact fact) {
        return all(fact).stream().findFirst().map(Long::parseLong);
    }

    public Stream<Element> children(Kind kind) {
        return children.stream().filter(child -> child.kind == kind);
    }

    /** This one and all below, parents first. */
    public Stream<Element> tree() {
        return children.isEmpty() ? Stream.of(this) : Stream.concat(Stream.of(this), children.stream().flatMap(Element::tree));
    }
}
