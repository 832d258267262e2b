// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Scope;

/**
 * Whether two versions agree on when something is there. They are compared for what both can negotiate: a bit that only one of them knows is never
 * set between them, so what a new bit gates is not there for an older peer.
 */
public final class Gates {
    /** More bits than this are not tried one by one. */
    private static final int MOST = 12;
    private static final Pattern TOKEN = Pattern.compile("\\s*(\\(|\\)|[A-Za-z_^][\\w.^]*)");

    private final Comparison comparison;
    private final Pair owner;
    /** Bits that both versions know, by the newer name with its group's, with what they require. */
    private final Map<String, List<String>> common = new LinkedHashMap<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();
    private final Set<String> lonely = new HashSet<>();

    private Gates(Comparison comparison, Pair owner) {
        this.comparison = comparison;
        this.owner = owner;
        owner.children(Kind.GROUP).forEach(group -> {
            if (group.isMatched()) {
                group.children(Kind.FEATURE).forEach(bit -> learn(group, bit));
            } else {
                group.any().children(Kind.FEATURE).forEach(bit -> lonely.add(group.name() + "." + bit.name()));
            }
        });
    }

    /** What the older and the newer version disagree on. */
    public record Shift(boolean lost, boolean gained) {
        /** Whether sessions of two versions are as they were. */
        public boolean none() {
            return !lost && !gained;
        }
    }

    /** Tells one assignment of bits from another. */
    public interface Visitor {
        /** Whether a gate is open; of the older version or of the newer. */
        void visit(boolean before, boolean after);
    }

    /** When an element is there, in both versions: one that has no gate always is, one that is not there never. */
    public static Shift shift(Comparison comparison, Pair pair) {
        boolean[] seen = new boolean[2];
        each(comparison, pair, (before, after) -> {
            seen[0] |= pair.maybeBefore().isPresent() && before && !(pair.maybeAfter().isPresent() && after);
            seen[1] |= pair.maybeAfter().isPresent() && after && !(pair.maybeBefore().isPresent() && before);
        });
        return new Shift(seen[0], seen[1]);
    }

    /** Each state of the bits that two versions can be in together. */
    public static void each(Comparison comparison, Pair pair, Visitor visitor) {
        Pair owner = pair.within(Kind.DEVICE).or(() -> pair.within(Kind.CHARDEV)).or(() -> device(comparison, pair)).orElse(pair);
        Gates gates = new Gates(comparison, owner);
        gates.each(gates.older(pair), gate(pair.maybeAfter()), visitor);
    }

    /** Whether a gate is of names, `and`, `or`, `not` and brackets only, so that trying out all states of them tells everything. */
    public static boolean isOfNames(String gate) {
        return TOKEN.matcher(gate).replaceAll("").isBlank();
    }

    /** Whether two gates say the same, under whatever names. */
    public static boolean same(Comparison comparison, Pair pair) {
        Pair owner = pair.within(Kind.DEVICE).or(() -> pair.within(Kind.CHARDEV)).or(() -> device(comparison, pair)).orElse(pair);
        return new Gates(comparison, owner).older(pair).equals(pair.is(Fact.GATE));
    }

    /** The device whose configuration space a struct is. */
    private static Optional<Pair> device(Comparison comparison, Pair pair) {
        return pair.within(Kind.STRUCT).flatMap(struct -> comparison.matched(Kind.DEVICE)
                .filter(device -> device.is(Fact.CONFIG).equals(struct.packageName() + "." + struct.name())).findFirst());
    }

    private static String gate(Optional<Element> element) {
        return element.flatMap(one -> one.get(Fact.GATE)).orElse("");
    }

    private void learn(Pair group, Pair bit) {
        String name = group.name() + "." + bit.name();
        bit.maybeBefore().ifPresent(old -> renamed.put(group.before().name() + "." + old.name(), name));
        if (!bit.isMatched()) {
            lonely.add(name);
            return;
        }
        common.put(name, List.of(bit.was(Fact.REQUIRES), bit.is(Fact.REQUIRES)));
    }

    /** The older gate in the newer names, those of members beside it included. */
    private String older(Pair pair) {
        String gate = gate(pair.maybeBefore());
        return pair.within(Kind.DEVICE).isPresent() ? Scope.translated(comparison, pair, gate) : translated(gate);
    }

    private String translated(String gate) {
        return TOKEN.matcher(gate).replaceAll(found ->
                Matcher.quoteReplacement(found.group().replace(found.group(1), translatedName(found.group(1)))));
    }

    private String translatedName(String name) {
        int dot = name.lastIndexOf('.');
        if (renamed.containsKey(name) || owner.kind() != Kind.CHARDEV || dot < 0) {
            return renamed.getOrDefault(name, name);
        }
        // a flag that an ioctl grants
        return name.substring(0, dot + 1) + comparison.matched(Kind.FLAG).filter(flag -> flag.before().name().equals(name.substring(dot + 1)))
                .map(Pair::name).findFirst().orElse(name.substring(dot + 1));
    }

    /** Whether only one version knows it. */
    private boolean lonely(String name) {
        if (owner.kind() != Kind.CHARDEV) {
            return lonely.contains(name) && !common.containsKey(name);
        }
        String flag = name.substring(name.lastIndexOf('.') + 1);
        return comparison.matched(Kind.FLAG).noneMatch(pair -> pair.name().equals(flag));
    }

    private void each(String old, String is, Visitor visitor) {
        Set<String> bits = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(old, is));
        Set<String> rules = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            for (String name : names(open.remove(0))) {
                if (!lonely(name) && bits.add(name)) {
                    // of the older and of the newer version, in that order
                    List<String> required = common.getOrDefault(name, List.of("", ""));
                    for (String rule : List.of(translated(required.get(0)), required.get(1))) {
                        if (!rule.isEmpty() && rules.add("not " + name + " or (" + rule + ")")) {
                            open.add(rule);
                        }
                    }
                }
            }
        }
        List<String> all = List.copyOf(bits);
        // too many to try: nothing is known, so everything may be
        if (all.size() > MOST) {
            visitor.visit(true, false);
            visitor.visit(false, true);
            visitor.visit(true, true);
            return;
        }
        for (int state = 0; state < 1 << all.size(); state++) {
            Set<String> set = new HashSet<>();
            for (int i = 0; i < all.size(); i++) {
                if ((state >> i & 1) != 0) {
                    set.add(all.get(i));
                }
            }
            if (rules.stream().allMatch(rule -> holds(rule, set))) {
                visitor.visit(holds(old, set), holds(is, set));
            }
        }
    }

    private static Set<String> names(String gate) {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher token = TOKEN.matcher(gate); token.find();) {
            if (!Set.of("(", ")", "and", "or", "not").contains(token.group(1))) {
                names.add(token.group(1));
            }
        }
        return names;
    }

    private static boolean holds(String gate, Set<String> set) {
        return gate.isEmpty() || new Reader(gate, set).or();
    }

    /** Reads {@code and}, {@code or}, {@code not} and brackets: gates have nothing else. */
    private static final class Reader {
        private final List<String> tokens = new ArrayList<>();
        private final Set<String> set;
        private int at;

        Reader(String gate, Set<String> set) {
            this.set = set;
            for (Matcher token = TOKEN.matcher(gate); token.find();) {
                tokens.add(token.group(1));
            }
        }

        private boolean next(String word) {
            boolean found = at < tokens.size() && tokens.get(at).equals(word);
            at += found ? 1 : 0;
            return found;
        }

        boolean or() {
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
            return at < tokens.size() && set.contains(tokens.get(at++));
        }
    }
}
