// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** An attribute came. */
public final class SysfsAttrAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.ATTRIBUTE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.ATTRIBUTE).forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.is(Fact.TYPE))
                .says("`" + pair.name() + "` is new: on an older host the file is not there").instead("nothing is to be done")));
    }
}
