// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** An arm of a union has another name. */
public final class UnionMemberRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.ARM);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.renamed(Kind.ARM).forEach(pair ->
                found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.before().name(), pair.after().name())
                .says("`" + pair.after().name() + "` was called `" + pair.before().name()
                        + "`: tag and bytes are the same, and programs that use the old name no longer compile")
                .instead("keep the name, and say in the documentation what is meant")));
    }
}
