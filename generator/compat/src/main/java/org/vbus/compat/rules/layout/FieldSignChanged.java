// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A number is signed that was not, or the other way round. */
public final class FieldSignChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.FIELD, Kind.ARM, Kind.ARG), Fact.SIGN);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what is no number in one version is of another type or width
        comparison.changed(Kind.FIELD, Kind.ARM, Kind.ARG)
                .filter(member -> member.changed(Fact.SIGN) && !member.was(Fact.SIGN).isEmpty() && !member.is(Fact.SIGN).isEmpty())
                .forEach(member -> found.add(finding(Severity.DANGER, member).risks(Axis.SOURCE).breaks(Axis.BEHAVIOUR).inAll()
                        .values(member.was(Fact.SIGN), member.is(Fact.SIGN))
                        .says("`" + member.name() + "` is " + member.is(Fact.SIGN) + ", was " + member.was(Fact.SIGN)
                                + Causes.ofType(comparison, member)
                                + ": a number with the highest bit set is negative for one side and huge for the other")
                        .instead("keep the sign; forbid with `where` what is not wanted, or take a new field")));
    }
}
