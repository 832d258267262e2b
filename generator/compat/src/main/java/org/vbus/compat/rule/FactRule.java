// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Arrays;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** A rule about one fact of elements that both versions have. */
public abstract class FactRule extends Rule {
    private final Fact fact;
    private final Kind[] kinds;

    protected FactRule(Fact fact, Kind... kinds) {
        this.fact = fact;
        this.kinds = kinds.clone();
    }

    @Override
    public final Set<Claim> claims() {
        return Claim.facts(Arrays.asList(kinds), fact);
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.changed(kinds).filter(pair -> pair.changed(fact) && !comparison.same(pair.was(fact), pair.is(fact)))
                .forEach(pair -> judge(pair, pair.was(fact), pair.is(fact), found));
    }

    /**
     * Judges one change.
     *
     * @param was what the older version says, empty text for nothing
     * @param is what the newer version says
     */
    protected abstract void judge(Pair pair, String was, String is, Findings found);
}
