// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A constant has another name, and the same value. */
public final class ConstRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.CONST);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.renamed(Kind.CONST).forEach(pair -> found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE)
                .values(pair.before().name(), pair.name())
                .says("constant `" + pair.before().name() + "` is called `" + pair.name()
                        + "`, with the same value: programs that use the older name do not compile")
                .instead("keep the older name beside the newer: `const " + pair.before().name() + " = " + pair.name() + " deprecated use "
                        + pair.name() + "`")));
    }
}
