// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Scope;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.ValueRange;

/**
 * What two versions accept in a field, by its fixed value and its conditions.
 *
 * @param changes none when both accept the same
 * @param was in words, empty for anything
 * @param oldMost the largest that the older version accepts, of the few values that were looked at; empty when none is known
 */
record Accepted(Set<Change> changes, String was, String is, Optional<BigInteger> oldMost, Optional<BigInteger> newMost) {

    /** Compares what is said at a pair that both versions have. */
    static Accepted of(Comparison comparison, Pair pair) {
        String was = said(pair.before());
        String is = said(pair.after());
        List<String> old = new ArrayList<>(pair.before().all(Fact.CONDITIONS).stream()
                .map(text -> Scope.translated(comparison, pair, text)).toList());
        List<String> now = new ArrayList<>(pair.after().all(Fact.CONDITIONS));
        pair.before().get(Fact.FIXED).ifPresent(value -> old.add(pair.name() + " == " + value));
        pair.after().get(Fact.FIXED).ifPresent(value -> now.add(pair.name() + " == " + value));
        if (Set.copyOf(old).equals(Set.copyOf(now))) {
            return new Accepted(Set.of(), was, is, Optional.empty(), Optional.empty());
        }
        Function<String, Optional<ValueRange>> domains = path -> domain(comparison, pair, path);
        Optional<Truth.Difference> all = compare(old, now, pair.name(), Optional.empty(), domains);
        if (all.isEmpty()) {
            return new Accepted(byText(old, now), was, is, Optional.empty(), Optional.empty());
        }
        return judged(comparison, pair, was, is, all.get(), most -> compare(old, now, pair.name(), most, domains));
    }

    private static Accepted judged(Comparison comparison, Pair pair, String was, String is, Truth.Difference all,
                                   Function<Optional<BigInteger>, Optional<Truth.Difference>> within) {
        boolean number = pair.after().get(Fact.WIDTH).isPresent();
        TreeSet<BigInteger> before = number ? all.old() : new TreeSet<>();
        TreeSet<BigInteger> after = number ? all.newer() : new TreeSet<>();
        EnumSet<Change> changes = EnumSet.noneOf(Change.class);
        if (!before.equals(after) && (before.size() == 1 || after.size() == 1)) {
            boolean zeroBefore = before.equals(Set.of(BigInteger.ZERO));
            boolean zeroAfter = after.equals(Set.of(BigInteger.ZERO));
            changes.add(before.size() == 1 && after.size() == 1 ? Change.FIXED : zeroAfter ? Change.ZERO_ADDED : zeroBefore ? Change.ZERO_DROPPED
                    : after.size() == 1 ? Change.SETTLED : after.isEmpty() ? Change.TIGHTENED : Change.FREED);
            // it may have become one of others, or depend on another field
            if (all.oldOnly() && (changes.contains(Change.ZERO_DROPPED) || changes.contains(Change.FREED))) {
                changes.add(Change.TIGHTENED);
            }
            return new Accepted(changes, was, is, Optional.empty(), Optional.empty());
        }
        Truth.Difference rest = all;
        Optional<BigInteger> oldMost = Optional.empty();
        Optional<BigInteger> newMost = Optional.empty();
        if (!before.isEmpty() && !after.isEmpty() && !before.last().equals(after.last()) && isCounter(comparison, pair)) {
            oldMost = Optional.of(before.last());
            newMost = Optional.of(after.last());
            boolean raised = before.last().compareTo(after.last()) < 0;
            changes.add(raised ? Change.BOUND_RAISED : Change.BOUND_LOWERED);
            rest = within.apply(raised ? oldMost : newMost).orElse(all);
        }
        if (rest.oldOnly() || rest.newOnly()) {
            changes.add(rest.oldOnly() && rest.newOnly() ? Change.MIXED : rest.oldOnly() ? Change.TIGHTENED : Change.LOOSENED);
        }
        return new Accepted(changes, was, is, oldMost, newMost);
    }

    private static Optional<Truth.Difference> compare(List<String> old, List<String> now, String own, Optional<BigInteger> most,
                                                      Function<String, Optional<ValueRange>> domains) {
        List<Expr> before = new ArrayList<>();
        List<Expr> after = new ArrayList<>();
        for (String text : old) {
            Expressions.parse(text).ifPresent(before::add);
        }
        for (String text : now) {
            Expressions.parse(text).ifPresent(after::add);
        }
        return before.size() == old.size() && after.size() == now.size() ? Truth.compare(before, after, own, most, domains) : Optional.empty();
    }

    /** Where values cannot be looked at: a condition more accepts less. */
    private static Set<Change> byText(List<String> old, List<String> now) {
        return Set.of(now.containsAll(old) ? Change.TIGHTENED : old.containsAll(now) ? Change.LOOSENED : Change.MIXED);
    }

    /** The values that a type leaves: of both versions' types the wider. */
    private static Optional<ValueRange> domain(Comparison comparison, Pair at, String path) {
        return Scope.find(comparison, at, path, false).flatMap(found -> {
            if (found.kind() == Kind.FEATURE || found.kind() == Kind.FLAG) {
                return Optional.of(new ValueRange(BigInteger.ZERO, BigInteger.ONE));
            }
            if (found.kind() == Kind.PART) {
                return found.maybeAfter().flatMap(part -> part.number(Fact.BITS)).map(bits -> range(bits.intValue(), false));
            }
            Optional<ValueRange> after = found.maybeAfter().flatMap(Accepted::range);
            return found.maybeBefore().flatMap(Accepted::range)
                    .flatMap(old -> after.map(now -> new ValueRange(old.low().min(now.low()), old.high().max(now.high()))))
                    .or(() -> after);
        });
    }

    private static Optional<ValueRange> range(Element element) {
        return element.number(Fact.WIDTH).map(bytes -> range((int) (bytes * 8), element.get(Fact.SIGN).filter("signed"::equals).isPresent()));
    }

    private static ValueRange range(int bits, boolean signed) {
        return signed ? new ValueRange(BigInteger.ONE.shiftLeft(bits - 1).negate(), BigInteger.ONE.shiftLeft(bits - 1).subtract(BigInteger.ONE))
                : new ValueRange(BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }

    /** Whether it says how long an array is, in its record or behind an address. */
    private static boolean isCounter(Comparison comparison, Pair pair) {
        return comparison.matched(Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS).anyMatch(array ->
                Scope.PATH.matcher(array.is(Fact.LENGTH) + " " + array.is(Fact.TARGET).replaceFirst("^[^\\[]*", "")).results()
                        .anyMatch(name -> Scope.find(comparison, array, name.group(), false).filter(found -> found == pair).isPresent()));
    }

    private static String said(Element element) {
        List<String> said = new ArrayList<>(element.get(Fact.FIXED).map(value -> List.of("= " + value)).orElse(List.of()));
        element.get(Fact.CONDITIONS).ifPresent(said::add);
        return String.join(", ", said);
    }
}
