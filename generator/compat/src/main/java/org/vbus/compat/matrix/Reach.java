// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** What a driver and a device exchange: the device's elements and all types that they name, as far as nothing switches them off. */
final class Reach {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");
    /** Facts that name declarations. */
    private static final List<Fact> NAMING = List.of(Fact.TYPE, Fact.TARGET, Fact.RING_TYPE, Fact.CONFIG, Fact.HEADER, Fact.LENGTH,
            Fact.OTHERWISE_TYPE);
    /** What there is where the condition does not hold. */
    private static final List<Fact> OTHERWISE = List.of(Fact.OTHERWISE_TYPE);
    /** Those that may leave out the package when it is their own. */
    private static final Set<Fact> LOCAL = Set.of(Fact.CONFIG, Fact.HEADER);

    private final Comparison comparison;
    private final BiPredicate<Pair, Side> on;
    private final Set<Pair> reached = Collections.newSetFromMap(new IdentityHashMap<>());

    private Reach(Comparison comparison, BiPredicate<Pair, Side> on) {
        this.comparison = comparison;
        this.on = on;
    }

    /**
     * Follows everything from one element.
     *
     * @param on whether one side's condition on an element can be true
     * @return compared by identity
     */
    static Set<Pair> from(Pair start, Comparison comparison, BiPredicate<Pair, Side> on) {
        Reach reach = new Reach(comparison, on);
        reach.visit(start);
        return Collections.unmodifiableSet(reach.reached);
    }

    private void visit(Pair pair) {
        boolean isOn = Arrays.stream(Side.values()).anyMatch(side -> side.of(pair).isPresent() && on.test(pair, side));
        boolean hasOther = pair.any().get(Fact.OTHERWISE).isPresent() || !pair.is(Fact.OTHERWISE).isEmpty();
        if (!isOn && !hasOther || !reached.add(pair)) {
            return;
        }
        for (Side side : Side.values()) {
            side.of(pair).ifPresent(element -> follow(element, isOn ? NAMING : OTHERWISE, pair, side));
        }
        if (isOn) {
            pair.children().forEach(this::visit);
        }
    }

    private void follow(Element element, List<Fact> naming, Pair pair, Side side) {
        String home = side.of(top(pair).flatMap(Pair::parent).orElse(pair)).map(Element::name).orElse("");
        for (Fact fact : naming) {
            for (String text : element.all(fact)) {
                for (Matcher name = NAME.matcher(text); name.find();) {
                    declaration(name.group(), side).or(() -> LOCAL.contains(fact) ? declaration(home + "." + name.group(), side) : Optional.empty())
                            .ifPresent(this::visit);
                }
            }
        }
    }

    private Optional<Pair> declaration(String qualified, Side side) {
        return side == Side.OLDER ? comparison.byOldName(qualified) : comparison.byNewName(qualified);
    }

    /** The declaration that an element is in, or is; empty for a package. */
    static Optional<Pair> top(Pair pair) {
        if (pair.parent().isEmpty()) {
            return Optional.empty();
        }
        Pair at = pair;
        while (at.parent().flatMap(Pair::parent).isPresent()) {
            at = at.parent().get();
        }
        return Optional.of(at);
    }
}
