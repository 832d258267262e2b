// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.explain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vbus.backends.Backend;
import org.vbus.compiler.Backends;
import org.vbus.drift.DriftRules;
import org.vbus.importer.ImportRules;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.diag.Catalogue;
import org.vbus.model.diag.Rule;

/** The numbers of the language, of importing, of drift and of all installed back ends together; no number stands for two things. */
public final class Rulebook {
    private static final int MOST_NEAR = 3;

    private final Map<String, Rule> rules;

    private Rulebook(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /** Those of the language and of the back ends on the class path. */
    public static Rulebook installed() {
        return of(Backends.installed().all());
    }

    /**
     * Those of the language and of some back ends.
     *
     * @throws IllegalStateException when two of them use one number for different things
     */
    public static Rulebook of(Collection<Backend> backends) {
        Map<String, Rule> rules = new TreeMap<>();
        Catalogue.all().forEach(problem -> add(rules, new Rule(problem.code(), problem.severity(), FrontEnd.class)));
        ImportRules.all().forEach(rule -> add(rules, rule));
        DriftRules.all().forEach(rule -> add(rules, rule));
        backends.forEach(backend -> backend.rules().forEach(rule -> add(rules, rule)));
        return new Rulebook(rules);
    }

    private static void add(Map<String, Rule> rules, Rule rule) {
        Rule other = rules.putIfAbsent(rule.code(), rule);
        // two back ends may share one rule
        if (other != null && !other.equals(rule)) {
            throw new IllegalStateException(rule.code() + " is used by " + other.home().getName() + " and by " + rule.home().getName());
        }
    }

    /** All, in ascending order. */
    public List<Rule> all() {
        return List.copyOf(rules.values());
    }

    /** The one with a number, however it is written: {@code VB0501}, {@code vb501}, {@code 501}. */
    public Optional<Rule> find(String written) {
        return Optional.ofNullable(rules.get(normal(written)));
    }

    /** Codes whose numbers are closest to one that does not exist, ascending. */
    public List<String> near(String written) {
        String digits = normal(written).replaceAll("\\D", "");
        if (digits.isEmpty() || digits.length() > 6) {
            return List.of();
        }
        int wanted = Integer.parseInt(digits);
        return rules.keySet().stream().sorted(Comparator.comparingInt((String code) -> Math.abs(number(code) - wanted)))
                .limit(MOST_NEAR).sorted().toList();
    }

    /** The page of a rule; empty if its back end brought none. */
    public static Optional<Page> page(Rule rule) {
        return rule.page().map(text -> Page.parse(rule.code(), text));
    }

    private static int number(String code) {
        return Integer.parseInt(code.replaceAll("\\D", ""));
    }

    private static String normal(String written) {
        String upper = written.strip().toUpperCase(Locale.ROOT);
        if (upper.matches("(VB)?\\d{1,4}")) {
            return String.format(Locale.ROOT, "VB%04d", Integer.parseInt(upper.replace("VB", "")));
        }
        return upper;
    }
}
