// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
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

/** A struct whose size is negotiated grew at its end and nowhere else. */
public final class StructSizeGrewAtEndSized extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.STRUCT), Fact.SIZE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(Kind.STRUCT).filter(struct -> Growth.of(comparison, struct) == Growth.AT_END_SIZED)
                .forEach(struct -> found.add(finding(Severity.NOTE, struct).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER)
                        .values(struct.was(Fact.SIZE), struct.is(Fact.SIZE))
                        .says("`" + struct.name() + "`, which is `sized`, grew at its end: " + Places.change(struct, Fact.SIZE)
                                + "; an older side takes the longer one as long as what it does not know is zero")
                        .instead("leave the new bytes zero unless they are needed")));
    }
}
