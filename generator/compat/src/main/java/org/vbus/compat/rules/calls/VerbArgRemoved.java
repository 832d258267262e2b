// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.rings.Payloads;

/** A call no longer takes or gives something. */
public final class VerbArgRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.ARG);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.removed(Kind.ARG).filter(pair -> !Payloads.ofRing(pair.parent().orElseThrow()))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair)
                .breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(pair.was(Fact.TYPE), "")
                .says("`" + pair.name() + "` is no argument of `" + pair.parent().orElseThrow().name()
                        + "` any more: the block of one side is shorter than the other expects, "
                        + "and what the older peer gives or waits for is ignored")
                .instead("keep it and ignore it; add a call without it")));
    }
}
