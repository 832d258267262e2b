// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** What else went from one number to the other in the same step: storage, limits and ids that a name stands for. */
final class Follows {
    private static final Pattern NUMBER = Pattern.compile("-?\\b\\d+\\b");
    // places and releases change with anything, and names of numbers are no use of them
    private static final Set<Fact> NO_USE = EnumSet.of(Fact.OFFSET, Fact.STRIDE, Fact.FLOW, Fact.RELEASE, Fact.TIER);

    private Follows() { }

    /** The first thing on the wire that went from {@code was} to {@code is} where a literal or a constant did. */
    static Optional<Pair> of(Comparison comparison, Pair cause, String was, String is) {
        return comparison.all().filter(pair -> pair != cause && pair.isMatched() && pair.kind() != Kind.CONST && !sentinel(pair))
                .filter(pair -> pair.kind() != cause.kind())
                .filter(pair -> pair.changes().stream().filter(fact -> fact.layer() == Fact.Layer.WIRE && !NO_USE.contains(fact))
                        .anyMatch(fact -> went(pair.was(fact), pair.is(fact), was, is))).findFirst();
    }

    private static boolean sentinel(Pair pair) {
        return pair.kind() == Kind.LITERAL && pair.after().is(Fact.LOCAL);
    }

    private static boolean went(String before, String after, String was, String is) {
        List<String> old = numbers(before);
        List<String> now = numbers(after);
        return old.size() == now.size() && IntStream.range(0, old.size()).anyMatch(i -> old.get(i).equals(was) && now.get(i).equals(is));
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(MatchResult::group).toList();
    }
}
