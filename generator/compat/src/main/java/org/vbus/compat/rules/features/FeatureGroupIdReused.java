// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Reuse;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The number of a group of features belongs to another group than before. */
public final class FeatureGroupIdReused extends Rule {
    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.all(Kind.GROUP).forEach(pair -> Reuse.of(pair).filter(before -> notTheSame(pair)).ifPresent(before -> {
            String number = Tombstones.numbers(pair.after()).get(0);
            found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll()
                    .values(before + " = " + number, pair.name() + " = " + number)
                    .says("group number " + number + " of `" + pair.parent().map(Pair::name).orElse("") + "` means `" + pair.name() + "`, and meant `"
                            + before + "`: a peer of the older version takes the one for the other")
                    .instead("give `" + pair.name() + "` a number that was never used; the older one stays taken"));
        }));
    }

    /** A group of which a bit goes on under its name was given another name. */
    private static boolean notTheSame(Pair group) {
        return group.how() != How.RENAMED || group.children(Kind.FEATURE).noneMatch(bit -> bit.how() == How.SAME);
    }
}
