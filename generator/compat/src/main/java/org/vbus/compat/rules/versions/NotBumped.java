// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The least legal version, compared with the one that is there. */
abstract class NotBumped extends Rule {
    private static final int SHOWN = 3;

    private final boolean rings;

    /**
     * A rule for versions of rings, or for all others.
     */
    NotBumped(boolean rings) {
        this.rings = rings;
    }

    @Override
    public final Set<Claim> claims() {
        // no change is this rule's own
        return Set.of();
    }

    @Override
    public final boolean looksAtOthers() {
        return true;
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.VERSION).filter(version -> coversRing(comparison.after(), version) == rings)
                .filter(version -> !Bumps.isRaised(version)).forEach(version -> {
                    List<Finding> causes = Bumps.causes(comparison, version, found, Severity.ERROR);
                    if (!causes.isEmpty()) {
                        found.add(finding(version, causes));
                    }
                });
    }

    private Finding finding(Pair version, List<Finding> causes) {
        BigInteger least = new BigInteger(version.was(Fact.VALUE)).add(BigInteger.ONE);
        String list = String.join("; ", causes.stream().limit(SHOWN).map(cause -> cause.path() + " (" + cause.rule() + ")").toList())
                + (causes.size() > SHOWN ? "; and " + (causes.size() - SHOWN) + " more" : "");
        return finding(Severity.ERROR, version).breaks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER)
                .values("at least " + least, version.is(Fact.VALUE))
                .says("`" + version.name() + "` is " + version.is(Fact.VALUE) + " and must be at least " + least + ": " + list
                        + ". Peers that agree on the number go on and misread each other")
                .instead("undo what is listed, or do it the compatible way; else make it " + least);
    }

    private static boolean coversRing(Abi abi, Pair version) {
        String spec = version.packageName();
        return version.after().all(Fact.COVERS).stream().anyMatch(name -> abi.spec(spec).stream().flatMap(element -> element.children(Kind.RING_TYPE))
                .anyMatch(type -> type.name().equals(name)));
    }
}
