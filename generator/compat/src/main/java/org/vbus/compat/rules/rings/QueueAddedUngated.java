// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.AdditionRule;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;

/** A ring came that a peer of the older version may meet. */
public final class QueueAddedUngated extends AdditionRule {
    public QueueAddedUngated() {
        super(Kind.RING, false);
    }

    @Override
    protected Finding judge(Pair pair) {
        return finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).risks(Axis.WIRE).inAll().values("", pair.name())
                .says("`" + pair.name() + "` is new, and nothing that was negotiated says whether it is there: "
                        + "the older side refuses or never sets up a ring that the newer one works with")
                .instead("let it depend on a new feature bit");
    }
}
