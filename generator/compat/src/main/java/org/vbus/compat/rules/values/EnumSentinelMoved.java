// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A literal that is not on the wire, such as the number of the others, has another number. */
public final class EnumSentinelMoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.LITERAL), Fact.VALUE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.LITERAL).filter(pair -> pair.changed(Fact.VALUE) && pair.before().is(Fact.LOCAL) && pair.after().is(Fact.LOCAL))
                .forEach(pair -> {
            String was = pair.was(Fact.VALUE);
            String is = pair.is(Fact.VALUE);
            Optional<Pair> use = Follows.of(comparison, pair, was, is);
            String moved = "`" + pair.name() + "` is " + is + ", was " + was;
            if (use.isPresent()) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE).risks(Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(was, is)
                        .says(moved + ", and " + use.get().path() + " goes with it: peers disagree about what follows from the number")
                        .instead("size what is shared by a constant that never changes"));
            } else {
                found.add(finding(Severity.NOTE, pair).risks(Axis.SOURCE).values(was, is)
                        .says(moved + ", and is never on the wire; programs that keep a table of that size are compiled again")
                        .instead("nothing to do"));
            }
        });
    }
}
