// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** A rule about another name for what peers know by something else, as a number. */
public abstract class RenameRule extends Rule {
    private final Kind kind;
    private final String known;

    /**
     * @param known what peers know it by
     */
    protected RenameRule(Kind kind, String known) {
        this.kind = kind;
        this.known = known;
    }

    @Override
    public final Set<Claim> claims() {
        return Claim.renamed(kind);
    }

    /** Whether it is this rule's. */
    protected boolean owns(Pair pair) {
        return true;
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.renamed(kind).filter(this::owns).forEach(pair -> {
            boolean plain = Renames.plausible(pair);
            Finding.Draft draft = finding(plain ? Severity.WARNING : Severity.DANGER, pair).breaks(Axis.SOURCE)
                    .values(pair.before().name(), pair.name());
            if (!plain) {
                draft.risks(Axis.BEHAVIOUR).inAll();
            }
            found.add(draft.says("`" + pair.name() + "` was `" + pair.before().name() + "`: " + (plain ? "peers, who know it by " + known
                            + ", do not notice; programs that use the name no longer compile"
                            : "the names have little in common; if it is another thing in the same place, peers that know it by " + known
                            + " take one for the other"))
                    .instead(plain ? "keep the name" : "keep the name, or give the new thing a place of its own"));
        });
    }
}
