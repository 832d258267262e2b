// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** An argument of the same type lies elsewhere in the block, or has other bytes. */
public final class VerbArgLayoutChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.ARG), Fact.OFFSET, Fact.BYTES, Fact.STRIDE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.ARG).forEach(pair -> {
            if (pair.changed(Fact.OFFSET)) {
                found.add(broken(pair, Fact.OFFSET, "begins at another byte of the block, because of what stands before it (" + Words.placed(pair, Fact.OFFSET) + ")"));
            }
            // STRIDE is said beside BYTES where the two differ, and changes with the type that is in it
            Fact bytes = pair.changed(Fact.BYTES) ? Fact.BYTES : Fact.STRIDE;
            if (pair.changed(bytes) && comparison.same(pair.was(Fact.TYPE), pair.is(Fact.TYPE))) {
                found.add(broken(pair, bytes, "has other bytes, because `" + Words.shortened(pair.is(Fact.TYPE)) + "` has (" + Words.placed(pair, bytes) + ")"));
            } else if (pair.changed(bytes)) {
                found.add(broken(pair, bytes, "has other bytes with its other type (" + Words.placed(pair, bytes) + ")"));
            }
        });
    }

    private Finding broken(Pair pair, Fact fact, String text) {
        return finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(pair.was(fact), pair.is(fact))
                .says("`" + pair.name() + "` " + text + ": each side reads it where the other did not write it").instead("keep the block; add a call that has the other one");
    }
}
