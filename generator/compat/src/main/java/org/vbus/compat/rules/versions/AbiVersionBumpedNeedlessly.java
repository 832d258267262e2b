// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A version number went up, and nothing that it covers asks for it: peers refuse each other for nothing. */
public final class AbiVersionBumpedNeedlessly extends Rule {
    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public boolean looksAtOthers() {
        return true;
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.VERSION).filter(Bumps::isRaised)
                .filter(version -> Bumps.causes(comparison, version, found, Severity.DANGER).isEmpty())
                .forEach(version -> found.add(finding(Severity.WARNING, version).risks(Axis.BEHAVIOUR)
                        .values("at least " + version.was(Fact.VALUE), version.is(Fact.VALUE))
                        .says("`" + version.name() + "` went from " + version.was(Fact.VALUE) + " to " + version.is(Fact.VALUE)
                                + ", and nothing that it covers broke")
                        .instead("leave it at " + version.was(Fact.VALUE))));
    }
}
