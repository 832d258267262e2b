// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition over features, read from its text. What is no feature, as the value of a field, may be either way. */
sealed interface Gate {
    /** Whether it may be true, and whether it may be false. */
    record Truth(boolean may, boolean mayNot) { }

    /** A name that stands alone. */
    record Name(String text) implements Gate { }

    /** A comparison, or whatever else the bytes decide. */
    record Unknown() implements Gate { }

    record Not(Gate inner) implements Gate { }

    record Both(Gate left, Gate right) implements Gate { }

    record Either(Gate left, Gate right) implements Gate { }

    static Gate of(String text) {
        return new Reader(text).either();
    }

    /**
     * What is known of it.
     *
     * @param known whether a feature is on; empty for what is no feature
     */
    default Truth under(Function<String, Optional<Boolean>> known) {
        if (this instanceof Name name) {
            return known.apply(name.text).map(on -> new Truth(on, !on)).orElse(new Truth(true, true));
        }
        if (this instanceof Not not) {
            Truth inner = not.inner.under(known);
            return new Truth(inner.mayNot, inner.may);
        }
        if (this instanceof Both both) {
            Truth left = both.left.under(known);
            Truth right = both.right.under(known);
            return new Truth(left.may && right.may, left.mayNot || right.mayNot);
        }
        if (this instanceof Either either) {
            Truth left = either.left.under(known);
            Truth right = either.right.under(known);
            return new Truth(left.may || right.may, left.mayNot && right.mayNot);
        }
        return new Truth(true, true);
    }

    /** The first choice of names that makes it true; empty when there is none. What must be off is left to the evaluation. */
    default Optional<Set<String>> choice(Predicate<String> available) {
        if (this instanceof Name name) {
            return available.test(name.text) ? Optional.of(Set.of(name.text)) : Optional.empty();
        }
        if (this instanceof Both both) {
            return both.left.choice(available).flatMap(left -> both.right.choice(available).map(right -> {
                Set<String> all = new HashSet<>(left);
                all.addAll(right);
                return all;
            }));
        }
        if (this instanceof Either either) {
            return either.left.choice(available).or(() -> either.right.choice(available));
        }
        return Optional.of(Set.of());
    }

    /** Reads the text of an expression; what it does not know becomes unknown, never an error. */
    final class Reader {
        private static final Pattern TOKEN = Pattern.compile("[A-Za-z_][\\w.]*|[0-9]\\w*|[()]|[^\\s\\w()]+");
        private static final Set<String> ENDS = Set.of("and", "or", ")");

        private final List<String> tokens = new ArrayList<>();
        private int at;

        private Reader(String text) {
            for (Matcher token = TOKEN.matcher(text); token.find();) {
                tokens.add(token.group());
            }
        }

        private boolean ends() {
            return at == tokens.size() || ENDS.contains(tokens.get(at));
        }

        private boolean take(String token) {
            boolean is = at < tokens.size() && tokens.get(at).equals(token);
            at += is ? 1 : 0;
            return is;
        }

        Gate either() {
            Gate gate = both();
            while (take("or")) {
                gate = new Either(gate, both());
            }
            return gate;
        }

        private Gate both() {
            Gate gate = single();
            while (take("and")) {
                gate = new Both(gate, single());
            }
            return gate;
        }

        private Gate single() {
            if (take("not")) {
                return new Not(single());
            }
            Gate gate = new Unknown();
            if (take("(")) {
                gate = either();
                take(")");
            } else if (!ends() && Character.isJavaIdentifierStart(tokens.get(at).charAt(0))) {
                gate = new Name(tokens.get(at++));
            }
            if (ends()) {
                return gate;
            }
            // the beginning of a comparison
            for (int depth = 0; at < tokens.size() && (depth > 0 || !ends()); at++) {
                depth += tokens.get(at).equals("(") ? 1 : tokens.get(at).equals(")") ? -1 : 0;
            }
            return new Unknown();
        }
    }
}
