// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** A region has another size or alignment. */
public final class ShmRegionSizeChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.REGION), Fact.SIZE, Fact.ALIGN);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.REGION).forEach(pair -> {
            String type = Words.shortened(pair.is(Fact.TYPE));
            String why = comparison.same(pair.was(Fact.TYPE), pair.is(Fact.TYPE)) ? ", because `" + type + "` has" : "";
            if (pair.changed(Fact.SIZE)) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(pair.was(Fact.SIZE), pair.is(Fact.SIZE))
                        .says("`" + pair.name() + "` has another size" + why + " (" + Words.placed(pair, Fact.SIZE)
                                + "): the memory that the driver sets up is too small for the device, "
                                + "or of a size that it refuses").instead("keep the size; put what is new in a region of its own, "
                                + "behind a new feature bit"));
            } else if (pair.changed(Fact.ALIGN)) {
                found.add(finding(Severity.WARNING, pair).risks(Axis.WIRE).inAll().values(pair.was(Fact.ALIGN), pair.is(Fact.ALIGN))
                        .says("`" + pair.name() + "` has another alignment" + why + " (" + Words.placed(pair, Fact.ALIGN)
                                + "): memory that the older side set up may lie askew")
                        .instead("keep the alignment"));
            }
        });
    }
}
