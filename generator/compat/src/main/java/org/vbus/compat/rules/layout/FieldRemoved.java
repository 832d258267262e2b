// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A field is gone, and its bytes are not all kept for it. */
public final class FieldRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.FIELD);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what became reserved is FieldRemovedToReserved's
        Removal.all(comparison).filter(gone -> gone.reserved().isEmpty())
                .forEach(gone -> found.add(gone.wrapper().map(wrapper -> finding(Severity.WARNING, gone.field())
                .breaks(Axis.SOURCE).values(gone.field().name(), wrapper.name() + "." + gone.field().name())
                .says("`" + gone.field().name() + "` is in `" + wrapper.name() + "` now, with the same bytes").instead("leave it where it was"))
                .or(() -> gone.other().map(other -> finding(Severity.WARNING, gone.field())
                .breaks(Axis.SOURCE).values(gone.field().was(Fact.TYPE), "")
                .says("`" + gone.field().name() + "` is gone; its bytes go on as `" + other.name() + "`, which is of the same type")
                .instead("keep both names, or say when the old one goes")))
                .orElseGet(() -> finding(Severity.ERROR, gone.field()).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                        .values(gone.field().was(Fact.TYPE), "")
                        .says("`" + gone.field().name() + "` is gone, and " + gone.now()
                                + ": a peer of the older version still reads and writes it there")
                        .instead("leave its bytes `reserved`, where they were"))));
    }
}
