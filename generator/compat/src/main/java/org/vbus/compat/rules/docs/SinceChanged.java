// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.docs;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** Something is said to be there since another release than before. */
public final class SinceChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(EnumSet.allOf(Kind.class), Fact.SINCE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.touched().filter(pair -> pair.changed(Fact.SINCE)).forEach(pair -> {
            String was = pair.was(Fact.SINCE);
            String is = pair.is(Fact.SINCE);
            String release = pair.within(Kind.SPEC).or(() -> Optional.of(pair)).map(spec -> spec.was(Fact.RELEASE)).orElse("");
            if (was.isEmpty() && !release.isEmpty() && !later(is, release)) {
                found.add(finding(Severity.NOTE, pair).values(was, is).says("`" + pair.name() + "` is said to be there since " + is
                        + ", which the older version, " + release + ", did not say and does not contradict").instead("nothing to do"));
                return;
            }
            found.add(finding(Severity.WARNING, pair).risks(Axis.SOURCE).values(was, is)
                    .says("`" + pair.name() + "` is said to be there " + (is.isEmpty() ? "from the beginning" : "since " + is) + ", was "
                            + (was.isEmpty() ? "from the beginning" : "since " + was)
                            + ": the older version has it, so its first release cannot have changed, "
                            + "and programs that ask for it by release ask wrongly")
                    .instead("keep what was said"));
        });
    }

    private static boolean later(String one, String other) {
        String[] a = one.split("\\.");
        String[] b = other.split("\\.");
        int major = Integer.compare(Integer.parseInt(a[0]), Integer.parseInt(b[0]));
        return major > 0 || major == 0 && Integer.parseInt(a[1]) > Integer.parseInt(b[1]);
    }
}
