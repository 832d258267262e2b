// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.util.List;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A package promises something else than before. To promise more, or to announce an end, is a note; to take a promise back is an error. */
public final class TierRegressed extends FactRule {
    private static final List<String> PROMISES = List.of("", "imported", "experimental", "testing", "stable");

    public TierRegressed() {
        super(Fact.TIER, Kind.SPEC);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        if (is.equals("obsolete")) {
            found.add(finding(Severity.NOTE, pair).values(was, is)
                    .says("`" + pair.name() + "` is obsolete from now on: it may be removed in a later release")
                    .instead("say in its documentation what replaces it"));
        } else if (was.equals("obsolete") || PROMISES.indexOf(is) > PROMISES.indexOf(was)) {
            found.add(finding(Severity.NOTE, pair).values(was, is)
                    .says("`" + pair.name() + "` is " + is + " from now on, was " + (was.isEmpty() ? "without a promise" : was))
                    .instead("nothing needs to be done"));
        } else {
            found.add(finding(Severity.ERROR, pair).risks(Axis.BEHAVIOUR).values(was, is)
                    .says("`" + pair.name() + "` was " + was + " and is " + (is.isEmpty() ? "without a promise" : is)
                            + " now: whoever relied on it was told that he could")
                    .instead("keep `" + was + "`; try what is not yet settled in a package of its own"));
        }
    }
}
