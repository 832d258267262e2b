// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;

/** Whether a number that meant one thing means another from now on. */
public final class Reuse {
    private Reuse() { }

    /**
     * The name of what the number of an element belonged to before: something that was removed earlier, or that gave the number up in this step.
     * Empty when the number is new, or still means the same under a name that is alike.
     */
    public static Optional<String> of(Pair pair) {
        if (pair.maybeAfter().isEmpty() || pair.after().is(Fact.LOCAL)) {
            return Optional.empty();
        }
        if (pair.how() == How.RENAMED) {
            return Names.alike(pair.before(), pair.after()) ? Optional.empty() : Optional.of(pair.before().name());
        }
        List<String> number = Tombstones.numbers(pair.after());
        if (number.isEmpty() || pair.maybeBefore().filter(old -> Tombstones.numbers(old).equals(number)).isPresent()) {
            return Optional.empty();
        }
        Optional<String> removedEarlier = Tombstones.ofNumber(pair).map(Tombstones::name);
        // two that swap their numbers have both moved, which is told of each
        return removedEarlier.or(() -> givenUp(pair).filter(old -> pair.how() == How.ADDED || old.how() == How.REMOVED)
                .map(old -> old.before()).filter(old -> Tombstones.numbers(old).equals(number)).map(Element::name).findFirst());
    }

    private static Stream<Pair> givenUp(Pair pair) {
        return pair.parent().stream().flatMap(up -> up.children(pair.kind())).filter(old -> old != pair && old.maybeBefore().isPresent())
                .filter(old -> !old.before().is(Fact.LOCAL));
    }
}
