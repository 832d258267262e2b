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
 * @param beside what else was compared than specs, for reports
 */
public record Judged(String old, Comparison comparison, List<Finding> findings, List<String> beside) {
    private static final Judge JUDGE = new Judge(Rules.all());

    public Judged {
        findings = List.copyOf(findings);
        beside = List.copyOf(beside);
    }

    static Judged of(Releases.Frozen before, Abi after, Policy policy, LocalDate today) {
        return of(before.release().toString(), before.snapshot().abi(), after, policy, today);
    }

    /** Judges two versions. */
    public static Judged of(String old, Abi before, Abi after, Policy policy, LocalDate today) {
        return of(old, Comparison.of(before, after), policy, today);
    }

    static Judged of(String old, Comparison comparison, Policy policy, LocalDate today) {
        return of(old, comparison, same -> Beside.NOTHING, policy, today);
    }

    /** With what is found in something else than specs. */
    static Judged of(String old, Comparison comparison, Function<Comparison, Beside> more, Policy policy, LocalDate today) {
        List<Finding> found = new ArrayList<>(JUDGE.judge(comparison).all());
        Beside beside = more.apply(comparison);
        found.addAll(beside.findings());
        return new Judged(old, comparison, Decisions.apply(comparison, found, policy, today), beside.words());
    }

    /**
     * All that a report says of it.
     *
     * @param after what the newer version is called
     */
    public Verdict verdict(String after) {
        return new Verdict(old, after, comparison, findings, Matrices.of(old, after, comparison, findings), beside);
    }
}
