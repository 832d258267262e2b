// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** An access to shared memory is less ordered than it was. */
public final class MemoryOrderWeakened extends Rule {
    @Override
    public Set<Claim> claims() {
        return Orders.claims();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Orders orders = new Orders(comparison);
        comparison.matched(Kind.RING_TYPE).forEach(pair ->
                orders.changes(pair).stream().filter(change -> change.weaker()).forEach(change -> found.add(
                finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).inAll().values(String.join(", ", change.was()), String.join(", ", change.is()))
                        .says("`" + change.path() + "` of `" + pair.name() + "` is accessed with "
                                + Words.orNone(String.join(", ", change.is())) + ", was "
                                + Words.orNone(String.join(", ", change.was())) + ": the peer may see it before what was written ahead of it")
                        .instead("keep the order; a fence may stand for any other"))));
    }
}
