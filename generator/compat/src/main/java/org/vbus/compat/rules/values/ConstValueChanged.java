// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A constant has another value. */
public final class ConstValueChanged extends Rule {
    private static final Set<String> TELLING = Set.of("magic", "signature", "id", "uuid", "guid", "max", "min", "limit");

    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.CONST), Fact.VALUE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.CONST).filter(pair -> pair.changed(Fact.VALUE)).forEach(pair -> {
            String was = pair.was(Fact.VALUE);
            String is = pair.is(Fact.VALUE);
            Optional<String> why = Follows.of(comparison, pair, was, is).map(use -> use.path() + " goes with it").or(() -> telling(pair.name()));
            String moved = "`" + pair.name() + "` is " + is + ", was " + was;
            if (why.isPresent()) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll().values(was, is)
                        .says(moved + ", and " + why.get() + ": each side goes by the number that it was compiled with")
                        .instead("keep the value; a new one gets a new name, and a feature bit that says which one counts"));
            } else {
                found.add(finding(Severity.WARNING, pair).risks(Axis.SOURCE, Axis.BEHAVIOUR)
                        .in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values(was, is)
                        .says(moved + ": nothing here depends on it, but both sides may go by it, each by its own number")
                        .instead("give the new value a new name"));
            }
        });
    }

    private static Optional<String> telling(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("_")).filter(TELLING::contains).findFirst()
                .map(word -> "its name says that it is one of those that both sides must agree on");
    }
}
