// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Reuse;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** An enum has a new literal that no receiver refuses: it is open, or the literal is not on the wire. */
public final class EnumValueAddedOpen extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.LITERAL);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a number that meant something before is told as reused
        comparison.added(Kind.LITERAL).filter(pair -> pair.after().is(Fact.LOCAL)
                || pair.parent().filter(choice -> choice.before().is(Fact.OPEN)).isPresent()).filter(pair -> Reuse.of(pair).isEmpty())
                .forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", Tombstones.numbers(pair.after()).get(0))
                .says("`" + pair.name() + "` = " + pair.is(Fact.VALUE) + " is new, and "
                        + (pair.after().is(Fact.LOCAL)
                                ? "never on the wire" : "a receiver of the older version takes a number that it does not know"))
                                .instead("nothing to do")));
    }
}
