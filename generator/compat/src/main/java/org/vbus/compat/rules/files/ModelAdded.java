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

/** A model came. */
public final class ModelAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.MODEL);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.MODEL).forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.is(Fact.TYPE_STRING))
                .says("`" + pair.is(Fact.TYPE_STRING) + "` is new: an older host cannot make it").instead("nothing is to be done")));
    }
}
