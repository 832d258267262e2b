// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.AdditionRule;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;

/** A virtqueue came that a peer of the older version may meet. */
public final class VqAddedUngated extends AdditionRule {
    public VqAddedUngated() {
        super(Kind.QUEUE, false);
    }

    @Override
    protected Finding judge(Pair pair) {
        return finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).risks(Axis.WIRE).inAll().values("", pair.name())
                .says("`" + pair.name() + "` is new, and nothing that was negotiated says whether it is there: "
                        + "a newer driver sets up a queue that the older device has not got, "
                        + "and a newer device serves one that an older driver never fills")
                .instead("let it depend on a new feature bit");
    }
}
