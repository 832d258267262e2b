// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.vbus.compat.policy.Notice;
import org.vbus.compat.rule.Pages;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rules.Rules;

/** The pages of what a comparison may report: rules, and notices about what is frozen. */
public final class CompatibilityPages {
    private CompatibilityPages() { }

    /** All ids, sorted. */
    public static List<String> ids() {
        TreeSet<String> ids = new TreeSet<>(Rules.all().stream().map(Rule::id).toList());
        Arrays.stream(Notice.values()).map(Notice::name).forEach(ids::add);
        return List.copyOf(ids);
    }

    /** A page by its id, or by the name of the rule's class. */
    public static Optional<Page> find(String written) {
        String id = written.strip().replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('-', '_').toUpperCase(Locale.ROOT);
        return ids().contains(id) ? Pages.find(id).map(text -> Page.parse(id, text)) : Optional.empty();
    }

    /** Ids that share most words with one that does not exist. */
    public static List<String> near(String written) {
        List<String> words = List.of(written.toUpperCase(Locale.ROOT).split("[^A-Z0-9]+"));
        return ids().stream().filter(id -> words.stream().anyMatch(word -> word.length() > 2 && List.of(id.split("_")).contains(word)))
                .sorted(java.util.Comparator.comparingLong((String id) -> -words.stream().filter(word -> List.of(id.split("_")).contains(word)).count())
                        .thenComparing(id -> id)).limit(3).toList();
    }
}
