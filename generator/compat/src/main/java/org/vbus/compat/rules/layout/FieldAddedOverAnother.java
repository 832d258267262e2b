// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A new field is laid over bytes that another field has and keeps. */
public final class FieldAddedOverAnother extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.FIELD);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Room.OVER.taken(comparison).forEach(taken -> {
            String others = String.join(", ", taken.others().stream().filter(element -> element.kind() == Kind.FIELD).map(element -> "`"
                    + element.name() + "`").toList());
            if (taken.others().stream().anyMatch(other -> Removal.isSame(other, taken.field().after()))) {
                found.add(finding(Severity.NOTE, taken.field()).values("", taken.field().is(Fact.TYPE))
                        .says("`" + taken.field().name() + "` is another name for the bytes of " + others + ", of the same type")
                        .instead("nothing needs to be done"));
            } else {
                found.add(finding(Severity.DANGER, taken.field()).risks(Axis.WIRE).breaks(Axis.BEHAVIOUR).in(Flow.ofNewValues(taken.field()))
                        .in(Deployment.MIGRATION)
                        .values("", taken.field().is(Fact.TYPE))
                        .says("`" + taken.field().name() + "` is new in the bytes of " + others
                                + ": a peer of the older version reads what is written there as " + others)
                        .instead("write it only when a new feature bit was negotiated, or give it bytes of its own"));
            }
        });
    }
}
