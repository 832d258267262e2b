// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** An access to shared memory is more ordered than it was. */
public final class MemoryOrderChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Orders.claims();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Orders orders = new Orders(comparison);
        comparison.matched(Kind.RING_TYPE).forEach(pair ->
                orders.changes(pair).stream().filter(change -> !change.weaker()).forEach(change -> found.add(
                finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER)
                .values(String.join(", ", change.was()), String.join(", ", change.is()))
                        .says("`" + change.path() + "` of `" + pair.name() + "` is accessed with "
                                + Words.orNone(String.join(", ", change.is())) + ", was "
                                + Words.orNone(String.join(", ", change.was()))
                                + ": the newer side relies on an order that the older one does not keep")
                        .instead("let the newer side order its own accesses, and rely on the peer's only in another ringtype"))));
    }
}
