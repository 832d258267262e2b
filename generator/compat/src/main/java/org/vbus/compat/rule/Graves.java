// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;

/** What a spec says was removed: names and numbers that stay taken. */
public final class Graves {
    private Graves() { }

    /** Whether what is gone, or has another name, is said to be removed in the newer version. */
    public static boolean buried(Pair pair, String kind) {
        String name = kind + " " + owner(pair.parent(), true) + pair.before().name();
        return pair.within(Kind.SPEC).flatMap(Pair::maybeAfter).stream().flatMap(spec -> spec.children(Kind.TOMBSTONE))
                .anyMatch(grave -> grave.name().equals(name));
    }

    /** The name that the older version says had these numbers once. */
    public static Optional<String> holder(Pair pair, List<String> numbers, List<String> kinds) {
        String owner = owner(pair.parent(), false);
        return pair.within(Kind.SPEC).flatMap(Pair::maybeBefore).stream().flatMap(spec -> spec.children(Kind.TOMBSTONE))
                .filter(grave -> grave.all(Fact.NUMBERS).equals(numbers))
                .flatMap(grave -> Stream.ofNullable(name(grave, owner, kinds))).filter(name -> !name.equals(pair.name())).findFirst();
    }

    private static String name(Element grave, String owner, List<String> kinds) {
        String name = grave.name().substring(grave.name().indexOf(' ') + 1);
        boolean here = kinds.contains(grave.get(Fact.REMOVED_KIND).orElse("")) && name.startsWith(owner) && name.indexOf('.', owner.length()) < 0;
        return here ? name.substring(owner.length()) : null;
    }

    /** Whether its package is on its way out, so that what is in it may go. */
    public static boolean obsolete(Pair pair) {
        return pair.within(Kind.SPEC).flatMap(Pair::maybeBefore).flatMap(spec -> spec.get(Fact.TIER)).filter("obsolete"::equals).isPresent();
    }

    private static String owner(Optional<Pair> pair, boolean newest) {
        return pair.filter(up -> up.kind() != Kind.SPEC)
                .map(up -> owner(up.parent(), newest) + (newest ? up.after() : up.before()).name() + ".").orElse("");
    }
}
