// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A node can be read. */
public final class ReadAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.READ);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.READ).forEach(pair -> found.add(finding(Severity.NOTE, pair)
                .says("`" + pair.parent().orElseThrow().name() + "` can be read: an older kernel answers EINVAL").instead("nothing is to be done")));
    }
}
