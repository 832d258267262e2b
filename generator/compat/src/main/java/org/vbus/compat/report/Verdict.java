// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.matrix.Matrix;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;

/**
 * All that a report says.
 *
 * @param before what the older version is called: a release, or a path
 * @param after what the newer version is called
 * @param findings after policy, in any order; one that does not count says why
 * @param matrix who works with whom
 * @param beside what else was compared than specs, or could not be, as the classes of a jar: sentences without a full stop
 */
public record Verdict(String before, String after, Comparison comparison, List<Finding> findings, Matrix matrix, List<String> beside) {
    /** The least that breaks somebody. */
    public static final Severity BREAKING = Severity.DANGER;
    /** The worst first, what counts before what does not; then by rule and place. */
    private static final Comparator<Finding> ORDER = Comparator.<Finding, Integer>comparing(finding -> finding.released().isPresent() ? 1 : 0)
            .thenComparing(Finding::severity, Comparator.reverseOrder()).thenComparing(Finding::rule).thenComparing(Finding::packageName).thenComparing(Finding::path)
            .thenComparing(Finding::message);

    /** How it ends, the best first. */
    public enum Grade {
        COMPATIBLE, WARNINGS, BREAKS
    }

    public Verdict {
        findings = findings.stream().sorted(ORDER).toList();
        beside = List.copyOf(beside);
    }

    /** Of specs alone. */
    public Verdict(String before, String after, Comparison comparison, List<Finding> findings, Matrix matrix) {
        this(before, after, comparison, findings, matrix, List.of());
    }

    /** Those that count, the worst first. */
    public List<Finding> counting() {
        return findings.stream().filter(finding -> finding.released().isEmpty()).toList();
    }

    /** Those that something releases, the worst first. */
    public List<Finding> released() {
        return findings.stream().filter(finding -> finding.released().isPresent()).toList();
    }

    /** How many of a severity count. */
    public long count(Severity severity) {
        return counting().stream().filter(finding -> finding.severity() == severity).count();
    }

    public Grade grade() {
        return counting().stream().map(Finding::severity).max(Comparator.naturalOrder())
                .map(worst -> worst.compareTo(BREAKING) >= 0 ? Grade.BREAKS : worst == Severity.WARNING ? Grade.WARNINGS : Grade.COMPATIBLE).orElse(Grade.COMPATIBLE);
    }

    /** Who is hit by what breaks. */
    public Set<Deployment> broken() {
        EnumSet<Deployment> hit = EnumSet.noneOf(Deployment.class);
        counting().stream().filter(finding -> finding.counts(BREAKING)).forEach(finding -> hit.addAll(finding.breaks()));
        return Collections.unmodifiableSet(hit);
    }

    /** The grade, and whom it hits, in one line. */
    public String words() {
        return switch (grade()) {
            case COMPATIBLE -> "compatible";
            case WARNINGS -> "compatible with warnings";
            case BREAKS -> "breaks: " + hit();
        };
    }

    private String hit() {
        if (!broken().isEmpty()) {
            return who(broken());
        }
        return counting().stream().anyMatch(finding -> finding.counts(BREAKING) && finding.on(Axis.SOURCE) != Axis.Effect.SAFE)
                ? "programs that are compiled anew" : "nobody at run time, but what was promised";
    }

    /** Who is hit, in words; empty text for nobody. */
    static String who(Set<Deployment> deployments) {
        return deployments.stream().map(Deployment::words).collect(Collectors.joining(", "));
    }

    /** As {@code 2 errors, 0 dangers, 1 warning, 0 notes, 3 released}. */
    public String counts() {
        StringBuilder out = new StringBuilder();
        for (int i = Severity.values().length - 1; i >= 0; i--) {
            Severity severity = Severity.values()[i];
            long count = count(severity);
            out.append(count).append(' ').append(severity.word()).append(count == 1 ? ", " : "s, ");
        }
        return out.append(released().size()).append(" released").toString();
    }
}
