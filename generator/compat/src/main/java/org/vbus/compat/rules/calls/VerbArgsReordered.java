// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.rings.Payloads;

/** Arguments stand in another order. */
public final class VerbArgsReordered extends Rule {
    /** None of its own: no fact says what stands first. Where there is a block, its offsets changed as well. */
    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.CALL, Kind.IOCTL, Kind.REQUEST).filter(Payloads::reordered).forEach(pair -> found.add(finding(Severity.ERROR, pair)
                .breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                .says("the arguments of `" + pair.name() + "` stand in another order: each side reads one where the other wrote another")
                .instead("keep the order")));
    }
}
