// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.math.BigInteger;
import java.util.List;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Coverage;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** What asks for another version number. */
public final class Bumps {
    private Bumps() { }

    /** Whether a version that both have went up. */
    public static boolean isRaised(Pair version) {
        return version.isMatched() && new BigInteger(version.is(Fact.VALUE)).compareTo(new BigInteger(version.was(Fact.VALUE))) > 0;
    }

    /** What peers see of what a version covers, and that is at least so bad. */
    public static List<Finding> causes(Comparison comparison, Pair version, Findings found, Severity least) {
        Coverage coverage = Coverage.of(comparison, version);
        return found.stream().filter(finding -> finding.severity().compareTo(least) >= 0)
                .filter(finding -> finding.on(Axis.WIRE) == Axis.Effect.BREAK || finding.on(Axis.BEHAVIOUR) == Axis.Effect.BREAK)
                .filter(finding -> coverage.covers(finding.pair()) && !isItself(version, finding)).toList();
    }

    /** A field that holds the number changes with it. */
    private static boolean isItself(Pair version, Finding finding) {
        return isRaised(version) && finding.pair().changed(Fact.FIXED) && finding.was().equals(version.was(Fact.VALUE))
                && finding.is().equals(version.is(Fact.VALUE));
    }
}
