// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.util.List;
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

/** A version number travels as another kind of number: the one thing by which strangers recognise each other must stay where it is. */
public final class VersionTypeChanged extends Rule {
    private static final List<Fact> FACTS = List.of(Fact.WIDTH, Fact.SIGN, Fact.ENDIAN);

    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.VERSION), Fact.WIDTH, Fact.SIGN, Fact.ENDIAN);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.VERSION).filter(pair -> FACTS.stream().anyMatch(pair::changed))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                        .values(text(pair, true), text(pair, false))
                        .says("`" + pair.name() + "` is " + text(pair, false) + ", was " + text(pair, true)
                                + ": peers no longer find the number by which they would refuse each other")
                        .instead("keep its type for ever")));
    }

    private static String text(Pair pair, boolean old) {
        return String.join(" ", FACTS.stream().map(fact -> old ? pair.was(fact) : pair.is(fact))
                .map(text -> text.matches("\\d+") ? text + " bytes" : text).toList());
    }
}
