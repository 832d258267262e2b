// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Renames;

/** Rules of memory order of a protocol, field by field: what is said in which order does not matter. */
final class Orders {
    private final Comparison comparison;

    Orders(Comparison comparison) {
        this.comparison = comparison;
    }

    /** One field whose orders changed; in the newest names, sorted. */
    record Change(String path, Set<String> was, Set<String> is) {
        /** Whether a fence, a release or an acquire is missed that nothing as strong stands for. */
        boolean weaker() {
            return was.stream().anyMatch(kind -> !is.contains(kind) && !is.contains("fence"));
        }
    }

    /** What changed in a protocol, by field. */
    List<Change> changes(Pair type) {
        Map<String, Set<String>> before = new TreeMap<>();
        type.before().children(Kind.ORDER).forEach(order -> before.computeIfAbsent(
                Renames.path(comparison, type.was(Fact.TYPE), order.get(Fact.PATH).orElse("")), path -> new TreeSet<>()).add(kind(order)));
        Map<String, Set<String>> after = new TreeMap<>();
        type.after().children(Kind.ORDER).forEach(order ->
                after.computeIfAbsent(order.get(Fact.PATH).orElse(""), path -> new TreeSet<>()).add(kind(order)));
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        return paths.stream().map(path -> new Change(path, before.getOrDefault(path, Set.of()), after.getOrDefault(path, Set.of())))
                .filter(change -> !change.was().equals(change.is())).toList();
    }

    static Set<Claim> claims() {
        return Claim.and(Claim.added(Kind.ORDER), Claim.removed(Kind.ORDER), Claim.renamed(Kind.ORDER), Claim.facts(List.of(Kind.ORDER), Fact.PATH));
    }

    private static String kind(Element order) {
        return order.name().substring(0, order.name().indexOf(' '));
    }
}
