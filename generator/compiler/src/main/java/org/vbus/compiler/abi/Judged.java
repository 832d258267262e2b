// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.matrix.Matrices;
import org.vbus.compat.policy.Decisions;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.report.Verdict;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rules.Rules;

/**
 * Two versions and what was found between them.
 *
 * @param old what the older is called, as {@code 1.0} or a path
 */
public record Judged(String old, Comparison comparison, List<Finding> findings) {
    private static final Judge JUDGE = new Judge(Rules.all());

    public Judged {
        findings = List.copyOf(findings);
    }

    static Judged of(Releases.Frozen before, Abi after, Policy policy, LocalDate today) {
        return of(before.release().toString(), before.snapshot().abi(), after, policy, today);
    }

    /** Judges two versions. */
    public static Judged of(String old, Abi before, Abi after, Policy policy, LocalDate today) {
        return of(old, Comparison.of(before, after), policy, today);
    }

    static Judged of(String old, Comparison comparison, Policy policy, LocalDate today) {
        return of(old, comparison, same -> List.of(), policy, today);
    }

    /** With findings that are no rule's. */
    static Judged of(String old, Comparison comparison, Function<Comparison, List<Finding>> more, Policy policy, LocalDate today) {
        List<Finding> found = new ArrayList<>(JUDGE.judge(comparison).all());
        found.addAll(more.apply(comparison));
        return new Judged(old, comparison, Decisions.apply(comparison, found, policy, today));
    }

    /**
     * All that a report says of it.
     *
     * @param after what the newer version is called
     */
    public Verdict verdict(String after) {
        return new Verdict(old, after, comparison, findings, Matrices.of(old, after, comparison, findings));
    }
}
