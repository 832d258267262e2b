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

/** A struct is smaller on some ABI classes and larger on none. */
public final class StructShrank extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.STRUCT), Fact.SIZE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(Kind.STRUCT).filter(struct -> Growth.of(comparison, struct) == Growth.SHRANK)
                .forEach(struct -> found.add(finding(Severity.ERROR, struct).breaks(Axis.WIRE, Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll()
                        .values(struct.was(Fact.SIZE), struct.is(Fact.SIZE))
                        .says("`" + struct.name() + "` is smaller: " + Places.change(struct, Fact.SIZE) + Causes.ofSize(new Body(struct))
                                + ": the older side writes behind the end of what the newer one set aside")
                        .instead("leave the bytes `reserved`")));
    }
}
