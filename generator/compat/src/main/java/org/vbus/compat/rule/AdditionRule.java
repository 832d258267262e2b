// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** A rule about what came and may meet a peer that does not know it. */
public abstract class AdditionRule extends Rule {
    private final Kind kind;
    private final boolean gated;

    /**
     * @param gated judges what no older peer can meet; else what one can
     */
    protected AdditionRule(Kind kind, boolean gated) {
        this.kind = kind;
        this.gated = gated;
    }

    @Override
    public final Set<Claim> claims() {
        return Claim.added(kind);
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.added(kind).filter(pair -> Gates.shift(comparison, pair).gained() != gated).forEach(pair -> found.add(judge(pair)));
    }

    /** Judges one. */
    protected abstract Finding judge(Pair pair);

    /** That it is new and needs a feature that is new as well. */
    protected final Finding safe(Pair pair) {
        return finding(Severity.NOTE, pair).says("`" + pair.name() + "` is new; it is there once `"
                + Words.shortened(pair.is(org.vbus.compat.abi.Fact.GATE))
                + "` holds, which no session with an older peer can").instead("nothing is to be done");
    }
}
