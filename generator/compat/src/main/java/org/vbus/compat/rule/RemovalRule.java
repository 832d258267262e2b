// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** A rule about what is gone. That its name stays reserved, or that no peer can ask for it, makes it less bad. */
public abstract class RemovalRule extends Rule {
    private final Kind kind;
    private final boolean shared;
    private final String harm;

    /**
     * @param shared the other side may wait for it, not only ask for it
     * @param harm what an old peer does, as {@code an older driver calls it and gets an error}
     */
    protected RemovalRule(Kind kind, boolean shared, String harm) {
        this.kind = kind;
        this.shared = shared;
        this.harm = harm;
    }

    @Override
    public final Set<Claim> claims() {
        return Claim.removed(kind);
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.removed(kind).forEach(pair -> found.add(judged(comparison, pair)));
    }

    private Finding judged(Comparison comparison, Pair pair) {
        String what = "`" + pair.name() + "` is gone: ";
        if (!Gates.shift(comparison, pair).lost()) {
            return finding(Severity.WARNING, pair).breaks(Axis.SOURCE).risks(Axis.BEHAVIOUR).in(Deployment.MIGRATION)
                    .says(what + "no older driver can use it, because the feature that it needs is not offered any more; "
                            + "one that runs and moves here still has it")
                    .instead("keep its name and number as `removed`, and offer the feature for one more release");
        }
        boolean buried = Graves.buried(pair, kind.word()) || kind == Kind.QUEUE && Graves.buried(pair, "queue");
        boolean allowed = buried || Graves.obsolete(pair);
        Finding.Draft draft = finding(allowed ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.SOURCE, Axis.BEHAVIOUR)
                .in(Deployment.OLD_DRIVER, Deployment.MIGRATION);
        if (shared) {
            draft.in(Deployment.NEW_DRIVER);
        }
        return draft.says(what + harm + (buried ? "; its name stays reserved" : allowed ? "; the package is obsolete, which announced it" : ""))
                .instead(allowed ? "make sure that nobody uses it any more"
                        : "keep it and refuse what it asks for, or say `removed`, so that nothing takes its place");
    }
}
