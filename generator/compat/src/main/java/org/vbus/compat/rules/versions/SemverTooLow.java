// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The release says less than what changed: its first number goes up with a break, the second with anything else that is not documentation. */
public final class SemverTooLow extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.SPEC), Fact.RELEASE);
    }

    @Override
    public boolean looksAtOthers() {
        return true;
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.SPEC).filter(spec -> !spec.was(Fact.RELEASE).isEmpty() && !spec.is(Fact.RELEASE).isEmpty())
                .forEach(spec -> judge(spec, found));
    }

    private void judge(Pair spec, Findings found) {
        int[] was = parts(spec.was(Fact.RELEASE));
        int[] is = parts(spec.is(Fact.RELEASE));
        List<Finding> breaks = found.stream().filter(finding -> finding.severity() == Severity.ERROR
                && finding.pair().packageName().equals(spec.name()))
                .filter(finding -> finding.on(Axis.WIRE) == Axis.Effect.BREAK || finding.on(Axis.BEHAVIOUR) == Axis.Effect.BREAK).toList();
        int[] least = !breaks.isEmpty() ? new int[] {was[0] + 1, 0} : differs(spec) ? new int[] {was[0], was[1] + 1} : was;
        if (is[0] > least[0] || is[0] == least[0] && is[1] >= least[1]) {
            return;
        }
        String why = !breaks.isEmpty() ? breaks.get(0).path() + " breaks (" + breaks.get(0).rule() + (breaks.size() > 1
                ? ", and " + (breaks.size() - 1) + " more" : "") + ")"
                : least == was ? "it went back" : "it is not what was released under that number";
        found.add(finding(Severity.ERROR, spec).risks(Axis.BEHAVIOUR, Axis.SOURCE)
                .values("at least " + least[0] + "." + least[1], spec.is(Fact.RELEASE))
                .says("release " + spec.is(Fact.RELEASE) + " of `" + spec.name() + "` follows " + spec.was(Fact.RELEASE) + " and must be at least "
                        + least[0] + "." + least[1]
                        + ": " + why)
                .instead("write `release " + least[0] + "." + least[1] + "`"
                        + (breaks.isEmpty() ? "" : ", or make the change the compatible way and release a minor one")));
    }

    /** In what peers or programmers see; the line with tier and release is none of it. */
    private static boolean differs(Pair spec) {
        return spec.tree().filter(pair -> pair != spec).anyMatch(pair -> pair.how() != How.SAME || !pair.isMatched()
                || pair.changes().stream().anyMatch(fact -> fact.layer() != Fact.Layer.DOCS && fact != Fact.FLOW));
    }

    private static int[] parts(String release) {
        String[] parts = release.split("\\.");
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }
}
