// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A new field lies behind all that the older version has. */
public final class FieldAddedAtEnd extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.FIELD);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Room.END.taken(comparison).forEach(taken -> {
            Growth growth = Growth.around(comparison, taken.body());
            String begin = "`" + taken.field().name() + "` is new at the end of `" + taken.body().pair().name() + "`";
            if (growth == Growth.AT_END_SIZED && Zero.of(comparison, taken.field()) == Zero.NO) {
                found.add(finding(Severity.DANGER, taken.field()).breaks(Axis.BEHAVIOUR).in(Flow.ofOldValues(taken.field()))
                        .values("", taken.field().is(Fact.OFFSET))
                        .says(begin + ", which is `sized`, and zero is refused in it: "
                                + "what a peer sends that does not know it is filled up with zeros")
                        .instead("let zero mean that it is not there, or gate it with a feature bit"));
            } else if (growth == Growth.AT_END_SIZED || growth == Growth.AT_END_GATED) {
                found.add(finding(Severity.NOTE, taken.field()).risks(Axis.BEHAVIOUR)
                        .in(growth == Growth.AT_END_SIZED ? Flow.ofNewValues(taken.field()) : Set.of())
                        .values("", taken.field().is(Fact.OFFSET))
                        .says(begin + (growth == Growth.AT_END_SIZED
                                ? ", which is `sized`: a peer that does not know it sends a shorter one"
                                : ", and is there with its feature bit only"))
                        .instead("let zero mean that it is not there"));
            } else {
                found.add(finding(Severity.ERROR, taken.field()).breaks(Axis.WIRE).risks(Axis.BEHAVIOUR).inAll()
                        .values("", taken.field().is(Fact.OFFSET))
                        .says(begin + ", where the older version has no bytes: a peer of that version neither sends nor sets aside any")
                        .instead("put it into bytes that are `reserved zero`, or into a new struct under a feature bit; "
                                + "a struct that is to grow is `sized` from its first release"));
            }
        });
    }
}
