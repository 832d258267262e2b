// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A new field takes reserved bytes. */
public final class FieldAddedInReserved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.FIELD);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Room.RESERVED.taken(comparison).forEach(taken -> {
            Pair field = taken.field();
            String begin = "`" + field.name() + "` is new and takes reserved bytes";
            Set<String> policies = taken.others().stream().map(element -> element.get(Fact.POLICY).orElse("")).collect(Collectors.toSet());
            Zero zero = Zero.of(comparison, field);
            if (!policies.equals(Set.of("zero"))) {
                found.add(finding(Severity.DANGER, field).breaks(Axis.BEHAVIOUR).in(Flow.ofOldValues(field))
                        .values("reserved " + String.join(", ", policies), field.is(Fact.TYPE))
                        .says(begin + " that the older version does not keep zero (" + String.join(", ", policies)
                                + "): a peer of that version leaves anything there, and it is read as a value")
                        .instead("put it into bytes that are `reserved zero` in the older version, or under a feature bit into a new struct"));
            } else if (zero == Zero.YES) {
                found.add(finding(Severity.NOTE, field).risks(Axis.BEHAVIOUR).in(Flow.ofNewValues(field)).values("reserved zero", field.is(Fact.TYPE))
                        .says(begin + " that were zero: older peers send zero, and refuse anything else")
                        .instead("send something else than zero under a feature bit only"));
            } else {
                found.add(finding(zero == Zero.NO ? Severity.DANGER : Severity.WARNING, field).breaks(Axis.BEHAVIOUR).in(Deployment.values())
                        .values("reserved zero", field.is(Fact.TYPE))
                        .says(begin + " that are zero in the older version, and "
                                + (zero == Zero.NO ? "zero is refused in it" : "whether zero is allowed in it depends on what else is said of it")
                                + ": a peer that does not know it sends zero")
                        .instead("let zero mean that it is not there, or gate it with a feature bit"));
            }
        });
    }
}
