// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Reuse;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** An enum whose receivers refuse what they do not know has a new literal. */
public final class EnumValueAddedClosed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.LITERAL);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a number that meant something before is told as reused
        comparison.added(Kind.LITERAL).filter(pair -> !pair.after().is(Fact.LOCAL) && pair.parent().filter(EnumValueAddedClosed::closed).isPresent())
                .filter(pair -> Reuse.of(pair).isEmpty())
                .forEach(pair -> found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).risks(Axis.SOURCE).in(Flow.ofNewValues(pair))
                        .values("", pair.is(Fact.VALUE))
                        .says("`" + pair.name() + "` = " + pair.is(Fact.VALUE)
                                + " is new, and a receiver of the older version refuses a number that it does not know")
                        .instead("send it only when a new feature bit was negotiated")));
    }

    /** In the older version, which is the one that receives. */
    private static boolean closed(Pair choice) {
        return choice.isMatched() && !choice.before().is(Fact.OPEN);
    }
}
