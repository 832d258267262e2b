// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;

/**
 * A record in both versions: a struct, or what lies inline in a field, an arm, an alias, a region or an argument. What is inline in one version only
 * is another type of its owner, and is judged there.
 */
record Body(Pair pair) {
    /** All records of which both versions have the members, and in which something changed. */
    static Stream<Body> all(Comparison comparison) {
        return comparison.touched().filter(pair -> pair.isMatched() && hasMembers(pair.before()) && hasMembers(pair.after()))
                .map(Body::new);
    }

    private static boolean hasMembers(Element element) {
        return element.kind() == Kind.STRUCT || element.get(Fact.TYPE).filter("struct"::equals).isPresent()
                || element.children().stream().anyMatch(child -> child.kind() == Kind.FIELD || child.kind() == Kind.RESERVED);
    }

    ByteMap before(int abi) {
        return ByteMap.of(pair.before(), abi);
    }

    ByteMap after(int abi) {
        return ByteMap.of(pair.after(), abi);
    }

    Stream<Pair> fields() {
        return pair.children(Kind.FIELD);
    }

    Stream<Pair> fields(How how) {
        return fields().filter(field -> field.how() == how);
    }

    Stream<Pair> matched() {
        return fields().filter(Pair::isMatched);
    }

    /** The pair of a member of either version. */
    Pair of(Element member) {
        return pair.children().stream().filter(child -> Stream.of(child.maybeBefore(), child.maybeAfter()).flatMap(Optional::stream)
                .anyMatch(element -> element == member)).findFirst().orElseThrow();
    }

    /** Members of both versions whose place or extent differs on some ABI class, and those that only one has; first what lies first. */
    List<Pair> changed() {
        return pair.children().stream().filter(child -> child.kind() == Kind.FIELD || child.kind() == Kind.RESERVED)
                .filter(child -> !child.isMatched() || child.changed(Fact.OFFSET) || child.changed(Fact.BYTES))
                .sorted(java.util.Comparator.comparingLong(child -> Places.number(child.any(), Fact.OFFSET, 0))).toList();
    }

    /** Whether each field of the older version is where it was, as long as it was. */
    boolean keepsFields() {
        return fields().noneMatch(field -> field.how() == How.REMOVED || field.changed(Fact.OFFSET) || field.changed(Fact.BYTES)
                || field.changed(Fact.STRIDE));
    }
}
