// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;

/** Runs rules over a comparison, in their order, and names every change that none of them judges. */
public final class Judge {
    /** What is reported of a change that no rule claims. */
    public static final String UNEVALUATED = "RULE_UNEVALUATED";

    private final List<Rule> rules;
    private final Set<Claim> claimed = new HashSet<>();

    public Judge(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        rules.forEach(rule -> claimed.addAll(rule.claims()));
    }

    /** All findings, in the order of the rules. */
    public Findings judge(Comparison comparison) {
        Findings found = new Findings();
        rules.parallelStream().filter(rule -> !rule.looksAtOthers()).map(rule -> {
            Findings own = new Findings();
            rule.judge(comparison, own);
            return own;
        }).forEachOrdered(own -> own.all().forEach(found::add));
        rules.stream().filter(Rule::looksAtOthers).forEach(rule -> rule.judge(comparison, found));
        comparison.touched().forEach(pair -> unclaimed(comparison, pair, found));
        return found;
    }

    private void unclaimed(Comparison comparison, Pair pair, Findings found) {
        switch (pair.how()) {
            case ADDED -> unclaimed(pair, Claim.ADDED, true, found);
            case REMOVED -> unclaimed(pair, Claim.REMOVED, true, found);
            case RENAMED -> unclaimed(pair, Claim.RENAMED, false, found);
            case MOVED -> unclaimed(pair, Claim.MOVED, false, found);
            default -> { }
        }
        if (pair.how() == How.SAME && !pair.isMatched()) {
            unclaimed(pair, Claim.KIND, true, found);
        }
        for (Fact fact : pair.changes()) {
            // which way records go follows from their uses, and what those changed is judged there
            if (fact != Fact.FLOW && !comparison.same(pair.was(fact), pair.is(fact))) {
                unclaimed(pair, fact.key(), fact.layer() == Fact.Layer.WIRE, found);
            }
        }
    }

    private void unclaimed(Pair pair, String change, boolean wire, Findings found) {
        if (claimed.contains(new Claim(pair.kind(), change))) {
            return;
        }
        boolean fact = pair.isMatched() && pair.how() == How.SAME;
        Finding.Draft draft = Finding.about(UNEVALUATED, wire ? Severity.WARNING : Severity.NOTE, pair);
        if (wire) {
            draft.risks(Axis.WIRE, Axis.BEHAVIOUR).inAll();
        }
        found.add(draft.says("no rule judges " + (fact ? "a change of `" + change + "`" : "that it was " + change) + " yet: " + pair.path())
                .instead("compare the two by hand"));
    }
}
