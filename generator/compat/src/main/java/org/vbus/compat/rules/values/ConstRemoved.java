// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A constant is gone. */
public final class ConstRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.CONST);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.removed(Kind.CONST)
                .forEach(pair -> found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.was(Fact.VALUE), "")
                        .says("constant `" + pair.before().name() + "` = " + pair.was(Fact.VALUE) + " is gone: programs that use it do not compile")
                        .instead("keep it, and mark it `deprecated` with what to use instead")));
    }
}
