// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Coverage;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.versions.Bumps;
import org.vbus.model.Release;

/**
 * What counts of what was found: the promise of the package's tier, version numbers that were raised, what was signed off, what somebody suppresses.
 * Nothing is dropped; what does not count says why.
 */
public final class Decisions {
    /** The least first; a package that says nothing is held to what is usual. */
    private static final List<String> PROMISES = List.of("imported", "experimental", "testing", "obsolete", "", "stable");

    private final Comparison comparison;
    private final Policy policy;
    private final LocalDate today;

    private Decisions(Comparison comparison, Policy policy, LocalDate today) {
        this.comparison = comparison;
        this.policy = policy;
        this.today = today;
    }

    /** The findings with what was decided about them, and findings about decisions that are void. */
    public static List<Finding> apply(Comparison comparison, List<Finding> found, Policy policy, LocalDate today) {
        return new Decisions(comparison, policy, today).apply(found);
    }

    private List<Finding> apply(List<Finding> found) {
        Set<Policy.Suppression> usedSuppressions = new HashSet<>();
        Set<Policy.Accept> usedAccepts = new HashSet<>();
        List<Coverage> raised = comparison.matched(Kind.VERSION).filter(Bumps::isRaised).map(version -> Coverage.of(comparison, version)).toList();
        List<Pair> versions = comparison.matched(Kind.VERSION).filter(Bumps::isRaised).toList();
        List<Finding> decided = new ArrayList<>();
        for (Finding finding : found) {
            Finding one = tiered(bumped(finding, versions, raised));
            Optional<Policy.Accept> accept = policy.accepts().stream().filter(this::ofThisRelease)
                    .filter(candidate -> candidate.rule().equals(finding.rule()) && candidate.path().equals(finding.path())).findFirst();
            Optional<Policy.Suppression> suppression = policy.suppressions().stream()
                    .filter(candidate -> candidate.rule().equals(finding.rule()) && candidate.path().equals(finding.path())).findFirst();
            if (accept.isPresent()) {
                usedAccepts.add(accept.get());
                one = one.releasedBy("accepted by " + accept.get().signedOffBy() + ": " + accept.get().reason());
            } else if (suppression.isPresent()) {
                usedSuppressions.add(suppression.get());
                one = suppressed(one, suppression.get());
            }
            decided.add(one);
        }
        Pair about = comparison.specs().stream().filter(spec -> comparison.after().requested().contains(spec.name())).findFirst().orElse(comparison.specs().get(0));
        for (Policy.Suppression suppression : policy.suppressions()) {
            if (suppression.expires().isBefore(today)) {
                decided.add(Finding.about("SUPPRESSION_EXPIRED", Severity.ERROR, about).says("the suppression of " + suppression.rule() + " for `" + suppression.path() + "` ended on "
                        + suppression.expires() + "; " + suppression.owner() + " answers for it").instead("mend what it hid, or renew it with a reason"));
            } else if (!usedSuppressions.contains(suppression)) {
                decided.add(unused(about, "suppression", suppression.rule(), suppression.path()));
            }
        }
        policy.accepts().stream().filter(this::ofThisRelease).filter(accept -> !usedAccepts.contains(accept))
                .forEach(accept -> decided.add(unused(about, "accept", accept.rule(), accept.path())));
        return List.copyOf(decided);
    }

    private static Finding unused(Pair about, String what, String rule, String path) {
        return Finding.about("SUPPRESSION_UNUSED", Severity.WARNING, about).says("the " + what + " of " + rule + " for `" + path + "` hides nothing").instead("remove it");
    }

    private boolean ofThisRelease(Policy.Accept accept) {
        List<String> releases = comparison.specs().stream().map(spec -> spec.is(Fact.RELEASE)).toList();
        return releases.contains(accept.release().toString());
    }

    /** What a raised version covers, peers of another version never see. */
    private Finding bumped(Finding finding, List<Pair> versions, List<Coverage> raised) {
        if (finding.pair().kind() == Kind.VERSION) {
            return finding.rule().equals("MIN_SUPPORTED_RAISED") && olderIsNotServed(finding)
                    ? finding.releasedBy("release " + older(finding.pair()).orElseThrow() + " is no longer served") : finding;
        }
        if (finding.on(Axis.WIRE) != Axis.Effect.BREAK && finding.on(Axis.BEHAVIOUR) != Axis.Effect.BREAK) {
            return finding;
        }
        for (int i = 0; i < versions.size(); i++) {
            if (raised.get(i).covers(finding.pair())) {
                Pair version = versions.get(i);
                return finding.releasedBy(version.name() + " went from " + version.was(Fact.VALUE) + " to " + version.is(Fact.VALUE) + ", so that the two refuse each other");
            }
        }
        return finding;
    }

    private boolean olderIsNotServed(Finding finding) {
        return older(finding.pair()).filter(release -> !policy.serves(release)).isPresent();
    }

    private static Optional<Release> older(Pair pair) {
        return pair.within(Kind.SPEC).map(spec -> spec.was(Fact.RELEASE)).filter(text -> !text.isEmpty()).map(text -> PolicyCodec.release("", text));
    }

    /** What the older release promised: of an imported package what the one that imports it promised, if that is more. */
    private String promise(Finding finding) {
        Pair own = finding.pair().kind() == Kind.SPEC ? finding.pair() : finding.pair().within(Kind.SPEC).orElseThrow();
        return Stream.concat(Stream.of(own), comparison.specs().stream().filter(spec -> spec.maybeBefore().filter(old -> comparison.before().requested().contains(old.name())).isPresent()
                && !comparison.before().requested().contains(own.any().name()))).map(spec -> spec.was(Fact.TIER)).max(Comparator.comparing(PROMISES::indexOf)).orElse("");
    }

    private Finding tiered(Finding finding) {
        return switch (promise(finding)) {
            case "experimental", "imported" -> finding.releasedBy("its package is " + promise(finding));
            case "testing" -> finding.severity() == Severity.ERROR && finding.on(Axis.WIRE) != Axis.Effect.BREAK ? finding.withSeverity(Severity.WARNING) : finding;
            case "obsolete" -> finding.rule().endsWith("_REMOVED") && finding.released().isEmpty() ? finding.withSeverity(Severity.WARNING) : finding;
            default -> finding;
        };
    }

    private Finding suppressed(Finding finding, Policy.Suppression suppression) {
        if (suppression.expires().isBefore(today)) {
            return finding;
        }
        // only what was signed off for a release may break a promise
        if (promise(finding).equals("stable") && finding.severity() == Severity.ERROR) {
            return finding;
        }
        return finding.releasedBy("suppressed until " + suppression.expires() + " by " + suppression.owner() + ": " + suppression.reason());
    }
}
