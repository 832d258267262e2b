// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** An attribute may be read or written by others, or at other times. */
public final class SysfsModeChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.ATTRIBUTE), Fact.ACCESS, Fact.WHILE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.ATTRIBUTE).forEach(pair -> {
            String was = pair.was(Fact.ACCESS);
            String is = pair.is(Fact.ACCESS);
            right(pair, "read", !was.equals("wo"), !is.equals("wo"), found);
            right(pair, "written", !was.equals("ro"), !is.equals("ro"), found);
            if (pair.changed(Fact.WHILE) && !was.equals("ro") && !is.equals("ro")) {
                String before = pair.was(Fact.WHILE);
                boolean lost = !pair.is(Fact.WHILE).isEmpty();
                found.add(draft(pair, lost).values(before, pair.is(Fact.WHILE))
                        .says("`" + pair.name() + "` can be written " + when(pair.is(Fact.WHILE)) + ", was " + when(before) + ": "
                        + (lost ? "scripts that write it at another time are refused" : "an older host refuses what a newer one takes"))
                        .instead(lost ? "take it at any time, as before" : "let scripts keep to the narrower time until no older host is left"));
            }
        });
    }

    private static String when(String state) {
        return state.isEmpty() ? "at any time" : "only while " + state;
    }

    private void right(Pair pair, String what, boolean before, boolean after, Findings found) {
        if (before != after) {
            found.add(draft(pair, before).values(pair.was(Fact.ACCESS), pair.is(Fact.ACCESS))
                    .says("`" + pair.name() + "` is " + pair.is(Fact.ACCESS) + ", was " + pair.was(Fact.ACCESS) + ": "
                    + (before ? "it can no longer be " + what + ", which scripts of the older version do"
                            : "it can be " + what + ", which fails on an older host"))
                    .instead(before ? "keep the access; add an attribute with the other" : "let scripts be ready for a refusal"));
        }
    }

    private Finding.Draft draft(Pair pair, boolean lost) {
        return lost ? finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER)
                : finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER);
    }
}
