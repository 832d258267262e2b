// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** The configuration space has a field more, which only sessions with a new feature use. */
public final class ConfigGrew extends Rule {
    /** None of its own: that a struct has another field is claimed where structs are judged. */
    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Configs.added(comparison).filter(pair -> !Gates.shift(comparison, pair).gained()).forEach(pair -> found.add(finding(Severity.NOTE, pair)
                .risks(Axis.WIRE).values("", pair.is(Fact.TYPE)).says("`" + pair.name() + "` is new in the configuration space; it is there once `"
                        + Words.shortened(pair.is(Fact.GATE)) + "` holds, which no session with an older peer can")
                .instead("nothing is to be done")));
    }
}
