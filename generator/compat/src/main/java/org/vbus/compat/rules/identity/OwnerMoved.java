// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Optional;
import java.util.function.Function;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Tombstones;

/** Tombstones of what is in something: they go where their owner goes. */
final class OwnerMoved {
    private OwnerMoved() { }

    /** Whether a tombstone goes on in the newer version under its owner's newer name, or went with its owner, whose removal is told. */
    static boolean goesOn(Comparison comparison, Pair stone) {
        String owner = Tombstones.ownerOf(stone.before());
        if (owner.isEmpty()) {
            return false;
        }
        Optional<Pair> now = find(comparison, stone, owner, Pair::maybeBefore);
        if (now.isPresent() && !now.get().isMatched()) {
            return true;
        }
        return now.map(pair -> name(stone.before(), path(pair))).filter(name -> !name.equals(stone.before().name()))
                .flatMap(name -> stone.within(Kind.SPEC).flatMap(Pair::maybeAfter).flatMap(spec -> spec.children(Kind.TOMBSTONE)
                        .filter(other -> other.name().equals(name) && other.all(Fact.NUMBERS).containsAll(stone.before().all(Fact.NUMBERS)))
                        .findFirst()))
                .isPresent();
    }

    /** Whether a tombstone was in the older version under its owner's older name. */
    static boolean wasThere(Comparison comparison, Pair stone) {
        String owner = Tombstones.ownerOf(stone.after());
        return !owner.isEmpty() && find(comparison, stone, owner, Pair::maybeAfter).filter(Pair::isMatched)
                .map(pair -> name(stone.after(), oldPath(pair)))
                .filter(name -> stone.within(Kind.SPEC).flatMap(Pair::maybeBefore).stream().flatMap(spec -> spec.children(Kind.TOMBSTONE))
                        .anyMatch(other -> other.name().equals(name))).isPresent();
    }

    private static String name(Element stone, String owner) {
        return stone.get(Fact.REMOVED_KIND).orElse("") + " " + owner + "." + Tombstones.name(stone);
    }

    private static Optional<Pair> find(Comparison comparison, Pair stone, String owner, Function<Pair, Optional<Element>> version) {
        Optional<Pair> at = stone.within(Kind.SPEC);
        for (String name : owner.split("\\.")) {
            at = at.flatMap(up -> up.children().stream().filter(child -> child.kind() != Kind.TOMBSTONE)
                    .filter(child -> version.apply(child).filter(element -> element.name().equals(name)).isPresent()).findFirst());
        }
        return at;
    }

    private static String path(Pair pair) {
        return pair.parent().filter(up -> up.kind() != Kind.SPEC).map(up -> path(up) + ".").orElse("") + pair.name();
    }

    private static String oldPath(Pair pair) {
        return pair.parent().filter(up -> up.kind() != Kind.SPEC).map(up -> oldPath(up) + ".").orElse("") + pair.any().name();
    }
}
