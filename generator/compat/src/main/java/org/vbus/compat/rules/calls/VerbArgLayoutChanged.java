// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** An argument lies elsewhere in the block. That it has other bytes itself is judged as that of any member. */
public final class VerbArgLayoutChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.ARG), Fact.OFFSET);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.ARG).filter(pair -> pair.changed(Fact.OFFSET)).forEach(pair -> found.add(finding(Severity.ERROR, pair)
                .breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(pair.was(Fact.OFFSET), pair.is(Fact.OFFSET))
                .says("`" + pair.name() + "` begins at another byte of the block, because of what stands before it ("
                        + Words.placed(pair, Fact.OFFSET)
                        + "): each side reads it where the other did not write it")
                .instead("keep the block; add a call that has the other one")));
    }
}
