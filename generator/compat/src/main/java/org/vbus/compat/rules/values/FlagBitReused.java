// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Reuse;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A bit of a flags word means something else than before. */
public final class FlagBitReused extends Rule {
    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.all(Kind.FLAG).forEach(pair -> Reuse.of(pair).ifPresent(before -> {
            String number = Tombstones.numbers(pair.after()).get(0);
            found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll()
                    .values(before + " = " + number, pair.name() + " = " + number)
                    .says("bit " + number + " of `" + pair.parent().map(Pair::name).orElse("") + "` means `" + pair.name() + "`, and meant `" + before
                            + "`: a peer of the older version takes the one for the other")
                    .instead("give `" + pair.name() + "` a number that was never used; the older one stays taken"));
        }));
    }
}
