// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Severity;

/** What becomes of a tag that chooses no arm is something else. */
public final class UnionUnknownPolicyChanged extends FactRule {
    public UnionUnknownPolicyChanged() {
        super(Fact.UNKNOWN, Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        // what became a union, or no longer is one, has another type
        if (!Unions.isUnion(pair)) {
            return;
        }
        boolean strict = is.equals("error");
        found.add(finding(strict ? Severity.DANGER : Severity.WARNING, pair).breaks(Axis.BEHAVIOUR)
                .in(strict ? Flow.ofOldValues(pair) : Flow.ofNewValues(pair)).values(was, is)
                .says("a receiver of `" + pair.name() + "` " + Unions.policy(is) + ", and "
                        + Unions.policy(was).replace("is not told", "was not told")
                        .replace("refuses", "refused").replace("passes", "passed")
                        + (strict ? ": what was sent without harm is refused" : ": what is sent now is refused by older receivers, or not expected"))
                .instead(strict ? "pass over what is not known, as before" : "send such a tag only to peers that negotiated it"));
    }
}
