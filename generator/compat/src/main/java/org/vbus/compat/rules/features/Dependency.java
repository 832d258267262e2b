// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;

/** What a feature requires, before and after, and which features satisfy it. Names are the newer version's. */
final class Dependency {
    private static final int MOST = 16;
    private static final Pattern WORD = Pattern.compile("\\(|\\)|[A-Za-z_]\\w*(?:\\.\\w+)*");

    private final String before;
    private final String after;
    private final boolean stricter;
    private final boolean looser;

    private Dependency(String before, String after) {
        this.before = before;
        this.after = after;
        List<String> names = Stream.of(before, after).flatMap(text -> WORD.matcher(text).results().map(MatchResult::group)).filter(Dependency::isName)
                .distinct().toList();
        boolean refuses = false;
        boolean allows = false;
        // more features than that in one condition are not tried out: it may be both
        if (names.size() > MOST) {
            refuses = true;
            allows = true;
        } else {
            for (int set = 0; set < 1 << names.size(); set++) {
                Set<String> on = new HashSet<>();
                for (int i = 0; i < names.size(); i++) {
                    if ((set & 1 << i) != 0) {
                        on.add(names.get(i));
                    }
                }
                boolean was = new Reader(before, on).holds();
                boolean is = new Reader(after, on).holds();
                refuses |= was && !is;
                allows |= !was && is;
            }
        }
        stricter = refuses;
        looser = allows;
    }

    static Dependency of(Pair feature) {
        return new Dependency(translated(feature, feature.was(Fact.REQUIRES)), feature.is(Fact.REQUIRES));
    }

    /** The older text with the newer names of features. */
    private static String translated(Pair feature, String text) {
        Map<String, String> names = new HashMap<>();
        feature.within(Kind.DEVICE).stream().flatMap(Pair::tree).filter(pair -> pair.kind() == Kind.FEATURE && pair.isMatched())
                .forEach(pair -> names.put(qualified(pair.parent().orElseThrow().before(), pair.before()),
                        qualified(pair.parent().orElseThrow().after(), pair.after())));
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(names.getOrDefault(word.group(), word.group())));
    }

    private static String qualified(Element group, Element bit) {
        return group.name() + "." + bit.name();
    }

    String before() {
        return before;
    }

    String after() {
        return after;
    }

    /** Whether a set of features that was fine is refused. */
    boolean stricter() {
        return stricter;
    }

    /** Whether a set of features that was refused is fine. */
    boolean looser() {
        return looser;
    }

    private static boolean isName(String word) {
        return !List.of("(", ")", "and", "or", "not").contains(word);
    }

    /** Evaluates a condition over features. */
    private static final class Reader {
        private final Deque<String> words = new ArrayDeque<>();
        private final Set<String> on;

        Reader(String text, Set<String> on) {
            WORD.matcher(text).results().map(MatchResult::group).forEach(words::add);
            this.on = on;
        }

        boolean holds() {
            return words.isEmpty() || or();
        }

        private boolean or() {
            boolean value = and();
            while (next("or")) {
                value |= and();
            }
            return value;
        }

        private boolean and() {
            boolean value = one();
            while (next("and")) {
                value &= one();
            }
            return value;
        }

        private boolean one() {
            if (next("not")) {
                return !one();
            }
            if (next("(")) {
                boolean value = or();
                next(")");
                return value;
            }
            return on.contains(words.poll());
        }

        private boolean next(String word) {
            return word.equals(words.peek()) && words.poll() != null;
        }
    }
}
